package dev.evenkeel.proxy.tls;

import dev.evenkeel.decide.tls.SecurityPolicy;
import dev.evenkeel.decide.tls.ServerIdentity;
import dev.evenkeel.proxy.route.Tls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// BoringSSL's contexts: one for each certificate under each policy, made before the route table
/// that needs it is used, and shared by all event loops and nodes.
///
/// They are native memory: one that no table needs any more is dropped by [#sweep], and freed by
/// the sweep after it, when nobody can have it in hand any more. Safe for all threads.
final class ServerContexts {
    private static final long TICKET_SECONDS = 12 * 60 * 60;
    private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1", "secp521r1"};
    private static final String[] POST_QUANTUM_GROUPS = {
        "X25519MLKEM768", "x25519", "secp256r1", "secp384r1", "secp521r1"
    };

    private final TicketKeys tickets;
    private volatile Map<Key, SslContext> contexts = Map.of();
    private Set<Key> wanted = Set.of();
    private List<SslContext> dropped = List.of();

    ServerContexts(RandomGenerator random) {
        this.tickets = new TicketKeys(random);
    }

    /// What a context is made of. Identities and policies are compared by reference: what did not
    /// change is the same object.
    private record Key(
            ServerIdentity identity, SecurityPolicy policy, String owner, List<String> protocols) {
        @Override
        @SuppressWarnings(
                "ReferenceEquality") // To compare certificates would cost more than it saves.
        public boolean equals(Object other) {
            return other instanceof Key key
                    && identity == key.identity
                    && policy == key.policy
                    && owner.equals(key.owner)
                    && protocols.equals(key.protocols);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(identity) * 31 + System.identityHashCode(policy);
        }
    }

    /// Makes what `next` needs and is not there. What BoringSSL refuses is told to `refused`, and
    /// its clients are turned away.
    synchronized void prepare(
            Collection<Tls> next, BiConsumer<ServerIdentity, SSLException> refused) {
        var all = new HashMap<>(contexts);
        var needed = new HashSet<Key>();
        for (Tls tls : next) {
            for (ServerIdentity identity : tls.identities()) {
                needed.add(key(tls, identity));
            }
        }
        for (Key key : needed) {
            try {
                if (!all.containsKey(key)) {
                    all.put(key, context(key));
                }
            } catch (SSLException refusal) {
                refused.accept(key.identity, refusal);
            }
        }
        wanted = needed;
        contexts = all;
    }

    /// Whether something waits for [#sweep].
    synchronized boolean hasWaste() {
        return !dropped.isEmpty() || !wanted.containsAll(contexts.keySet());
    }

    synchronized void sweep() {
        dropped.forEach(ReferenceCountUtil::release);
        var kept = new HashMap<Key, SslContext>();
        var gone = new ArrayList<SslContext>();
        contexts.forEach((key, context) -> {
            if (wanted.contains(key)) {
                kept.put(key, context);
            } else {
                gone.add(context);
            }
        });
        contexts = kept;
        dropped = gone;
    }

    /// Frees all of them.
    synchronized void close() {
        wanted = Set.of();
        sweep();
        sweep();
    }

    /// A handler that shows `identity` to a client; null if the table it comes from is long gone.
    @Nullable SslHandler handler(Tls tls, ServerIdentity identity, ByteBufAllocator allocator) {
        SslContext context = contexts.get(key(tls, identity));
        return context == null ? null : context.newHandler(allocator);
    }

    private static Key key(Tls tls, ServerIdentity identity) {
        return new Key(identity, tls.policy(), tls.owner(), tls.applicationProtocols());
    }

    private SslContext context(Key key) throws SSLException {
        SslContext context =
                SslContextBuilder.forServer(key.identity.key(), key.identity.path())
                        .sslProvider(SslProvider.OPENSSL_REFCNT)
                        .protocols(key.policy.protocols())
                        .ciphers(
                                key.policy.ciphers().stream()
                                        .map(SecurityPolicy.Cipher::ianaName)
                                        .toList(),
                                SupportedCipherSuiteFilter.INSTANCE)
                        .applicationProtocolConfig(
                                new ApplicationProtocolConfig(
                                        ApplicationProtocolConfig.Protocol.ALPN,
                                        ApplicationProtocolConfig.SelectorFailureBehavior
                                                .NO_ADVERTISE,
                                        ApplicationProtocolConfig.SelectedListenerFailureBehavior
                                                .ACCEPT,
                                        key.protocols))
                        .option(OpenSslContextOption.USE_TASKS, false)
                        .option(
                                OpenSslContextOption.GROUPS,
                                key.policy.isPostQuantum() ? POST_QUANTUM_GROUPS : GROUPS)
                        .sessionTimeout(TICKET_SECONDS)
                        .build();
        if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
            sessions.setSessionIdContext(digest(key.owner));
            sessions.setTicketKeys(tickets.newestFirst());
        }
        return context;
    }

    /// Seals new tickets with a new key from now on.
    synchronized void rotateTickets() {
        tickets.rotate();
        for (SslContext context : contexts.values()) {
            if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
                sessions.setTicketKeys(tickets.newestFirst());
            }
        }
    }

    private static byte[] digest(String owner) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(owner.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
