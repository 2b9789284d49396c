/// CloudWatch's API: metrics put and read, alarms configured and described.
@NullMarked
package dev.evenkeel.api.cloudwatch;

import org.jspecify.annotations.NullMarked;
