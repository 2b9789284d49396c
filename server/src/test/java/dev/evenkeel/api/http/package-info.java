/// Calls over real sockets, from request to answer.
@NullMarked
package dev.evenkeel.api.http;

import org.jspecify.annotations.NullMarked;
