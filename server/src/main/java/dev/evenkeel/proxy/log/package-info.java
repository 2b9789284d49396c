/// Logs in AWS's formats: lines are composed as bytes on the event loops, and written by one thread
/// into the files that AWS would put into an S3 bucket.
///
/// Bounded: if the disk is slower than the traffic, lines are dropped and counted; an event loop
/// never waits.
@NullMarked
package dev.evenkeel.proxy.log;

import org.jspecify.annotations.NullMarked;
