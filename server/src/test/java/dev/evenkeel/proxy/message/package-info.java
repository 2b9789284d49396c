/// Tests of the HTTP/1 parsers: golden messages, each split at every byte, and bytes made up from a
/// seed.
@NullMarked
package dev.evenkeel.proxy.message;

import org.jspecify.annotations.NullMarked;
