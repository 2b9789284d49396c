/// What every AWS service has in common behind the wire: calls, faults, pages, and the three kinds
/// of operation.
///
/// A service is a package below this one. It answers operations with pure functions over the
/// [world][dev.evenkeel.model.World]; it knows neither the wire nor threads.
@NullMarked
package dev.evenkeel.api;

import org.jspecify.annotations.NullMarked;
