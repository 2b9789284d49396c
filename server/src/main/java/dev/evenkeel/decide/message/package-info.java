/// The messages that tell of what changed: events in EventBridge's form, and what topics are told.
@NullMarked
package dev.evenkeel.decide.message;

import org.jspecify.annotations.NullMarked;
