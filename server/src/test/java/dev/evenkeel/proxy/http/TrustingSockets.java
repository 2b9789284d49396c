package dev.evenkeel.proxy.http;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/// The JDK's own TLS as a client that believes every certificate.
final class TrustingSockets {
    private final SSLContext context;

    TrustingSockets() {
        try {
            context = SSLContext.getInstance("TLS");
            TrustManager[] everybody = InsecureTrustManagerFactory.INSTANCE.getTrustManagers();
            context.init(null, everybody, null);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    SSLContext context() {
        return context;
    }

    /// A socket that asks for `host`, and for one of `protocols`; not connected.
    SSLSocket to(String host, String... protocols) throws IOException {
        return asking((SSLSocket) context.getSocketFactory().createSocket(), host, protocols);
    }

    /// A socket that asks for `host` through another one, wherever that leads.
    SSLSocket over(Socket connected, String host) throws IOException {
        return asking(
                (SSLSocket) context.getSocketFactory().createSocket(connected, host, 443, true),
                host);
    }

    private static SSLSocket asking(SSLSocket socket, String host, String... protocols) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        return socket;
    }
}
