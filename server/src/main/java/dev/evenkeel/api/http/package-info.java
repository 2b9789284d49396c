/// The API's port: an HTTP/1.1 server that hands calls to virtual threads, and the front door
/// through which a browser reaches load balancers by name.
@NullMarked
package dev.evenkeel.api.http;

import org.jspecify.annotations.NullMarked;
