package dev.evenkeel.proxy.net;

/// Told to every connection of a frontend that goes away, as a user event in its pipeline.
///
/// A connection finishes the request it is busy with, takes no other, and closes.
public enum Closing {
    FRONTEND_GONE
}
