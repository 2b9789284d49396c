/// What health checks cost: the prober's processor time for each check, over real connections.
@NullMarked
package dev.evenkeel.bench.checks;

import org.jspecify.annotations.NullMarked;
