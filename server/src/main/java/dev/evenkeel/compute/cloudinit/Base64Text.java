package dev.evenkeel.compute.cloudinit;

import java.util.Base64;

/// Base64 as people paste it: broken into lines anywhere, but otherwise strict.
final class Base64Text {
    private Base64Text() {}

    /// Throws `IllegalArgumentException` if it is not base64.
    static byte[] decode(String text) {
        return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    }
}
