/// A small web application to put behind a load balancer: it says who it is, and can be made slow,
/// busy, sick or dead.
///
/// It starts a hundred times in a row in demos, so it uses few classes of the JDK and neither
/// lambdas nor string templates.
@NullMarked
package dev.evenkeel.sample;

import org.jspecify.annotations.NullMarked;
