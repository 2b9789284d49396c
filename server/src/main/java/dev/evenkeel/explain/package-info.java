/// Why it is so: puts the reasons that `decide` and `proxy.route` return with their decisions into
/// words and JSON. Decides nothing itself.
@NullMarked
package dev.evenkeel.explain;

import org.jspecify.annotations.NullMarked;
