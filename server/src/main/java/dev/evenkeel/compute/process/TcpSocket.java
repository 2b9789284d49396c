package dev.evenkeel.compute.process;

import java.net.InetAddress;

/// A TCP connection as the kernel counts it from one end: `cookie` never names another connection;
/// `acknowledged` is what this end sent and the other has, `received` what came in.
record TcpSocket(long cookie, InetAddress local, long acknowledged, long received) {}
