package dev.evenkeel.compute.cloudinit;

/// A script run at every boot, in the order of the names.
@SuppressWarnings("ArrayRecordComponent") // Its bytes go to a file; nobody compares it.
record Script(String name, byte[] text) {}
