/// What the data plane counted, told as CloudWatch metrics.
@NullMarked
package dev.evenkeel.proxy.report;

import org.jspecify.annotations.NullMarked;
