package dev.evenkeel.decide.instance;

/// What a listing of the machine shows of an instance.
public enum Sighting {
    ABSENT,
    STOPPED,
    RUNNING
}
