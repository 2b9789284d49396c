package dev.evenkeel.proxy.net;

/// Told to every connection of a frontend that relays streams when its route is replaced, as a user
/// event in its pipeline.
public enum RouteChanged {
    ROUTE_CHANGED
}
