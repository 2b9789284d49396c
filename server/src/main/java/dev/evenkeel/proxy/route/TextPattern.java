package dev.evenkeel.proxy.route;

/// What a part of a request is compared with.
sealed interface TextPattern permits Glob, Regex {
    boolean matches(byte[] text, int from, int to);
}
