package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.proxy.message.Method;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.route.Action;
import dev.evenkeel.proxy.route.Route;
import dev.evenkeel.proxy.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/// One request and its response: finds the action, picks a target, sends, tries another target
/// where nothing can go wrong by it, and relays back. One for each client connection, used again
/// for each request; on its event loop.
///
/// A request is tried again if it reached no target, or if it is idempotent, still whole in our
/// hands, and the client saw no byte of a response.
final class Exchange implements UpstreamConnection.User {
    private static final int FORWARDED_TOO_LONG = 463;
    private static final int CLIENT_CLOSED = 460;
    private static final int REDIRECT_TOO_LONG = 507;

    private final Worker worker;
    private final ClientConnection client;
    private final AccessRecord record;
    private final ResponseRelay response;
    private Phase phase = Phase.IDLE;
    private boolean replayable;
    private int attempts;
    private RequestRewrite.@Nullable Hop hop;
    private @Nullable TargetPool pool;
    private @Nullable Endpoint endpoint;
    private @Nullable UpstreamConnection upstream;
    private @Nullable ByteBuf request;

    Exchange(Worker worker, ClientConnection client, AccessRecord record) {
        this.worker = worker;
        this.client = client;
        this.record = record;
        this.response = new ResponseRelay(worker, client, record);
    }

    /// What it waits for.
    private enum Phase {
        IDLE,
        CONNECTION,
        RESPONSE,
        TUNNEL
    }

    boolean isBusy() {
        return phase != Phase.IDLE;
    }

    /// Begins with the request whose head ends at `end`.
    void begin(RequestHead head, int end, Route.Http route) {
        attempts = 0;
        if (RequestRewrite.hasTooManyForwarded(head)) {
            refuse(FORWARDED_TOO_LONG);
            return;
        }
        record.evaluated();
        switch (route.rules().match(head, client.peer().address())) {
            case Action.Forward forward -> forward(head, end, forward, route);
            case Action.FixedResponse fixed -> {
                record.acted(Counter.FIXED_RESPONSES);
                client.answer(Answer.fixed(fixed.answer()));
            }
            case Action.Redirect redirect -> redirect(head, redirect);
        }
    }

    private void redirect(RequestHead head, Action.Redirect redirect) {
        int port = client.listenerPort();
        String location = new RedirectLocation(redirect.to(), head, port).text();
        if (location.length() > RedirectLocation.MAX_BYTES) {
            refuse(REDIRECT_TOO_LONG);
            return;
        }
        record.acted(Counter.REDIRECTS);
        record.answered(redirect.to().status());
        client.answer(Answer.redirect(redirect.to().status(), location));
    }

    private void forward(RequestHead head, int end, Action.Forward action, Route.Http route) {
        int share = action.split().next();
        long now = worker.nanoTime();
        pool = share < 0 ? null : route.pools().get(action.places().indexes().get(share));
        Endpoint target = pool == null ? null : pool.pick(null, now);
        if (target == null) {
            refuse(503);
            return;
        }
        Method method = head.method();
        response.begin(method, head.wantsUpgrade(), head.isHttp10());
        worker.requestRewrite().write(head, end, hop(route), now, worker.out());
        request = client.message(worker.out());
        if (client.bodyIsMalformed()) {
            refuse(400);
            return;
        }
        replayable = method.isIdempotent() && client.bodyIsWhole();
        attempt(target);
    }

    @SuppressWarnings(
            "ReferenceEquality") // Per request; equal options in another object cost a new hop.
    private RequestRewrite.Hop hop(Route.Http route) {
        RequestRewrite.Hop last = hop;
        if (last == null || last.options() != route.options()) {
            last = new RequestRewrite.Hop(client.peer(), client.node(), route.options());
            hop = last;
        }
        return last;
    }

    private void attempt(Endpoint target) {
        if (pool == null) {
            throw new IllegalStateException("no pool to try");
        }
        endpoint = target;
        record.chose(pool, target, attempts > 0);
        attempts++;
        phase = Phase.CONNECTION;
        UpstreamConnection idle = worker.upstreams().take(target, this);
        if (idle == null) {
            upstream = worker.upstreams().open(target, this);
        } else {
            upstream = idle;
            send(idle);
        }
    }

    @Override
    public void connected(UpstreamConnection connection) {
        send(connection);
        client.pump();
    }

    private void send(UpstreamConnection connection) {
        phase = Phase.RESPONSE;
        record.sent(worker.nanoTime());
        ByteBuf bytes = request;
        if (bytes == null) {
            throw new IllegalStateException("nothing to send");
        }
        if (replayable) {
            bytes.retain();
        } else {
            request = null;
        }
        connection.write(bytes);
    }

    @Override
    public void connectFailed(Throwable cause) {
        upstream = null;
        record.refused();
        if (endpoint != null) {
            endpoint.suspectUntil(worker.nanoTime() + worker.limits().suspicion().toNanos());
        }
        retryOr(cause instanceof ConnectTimeoutException ? 504 : 502);
    }

    private void retryOr(int status) {
        Endpoint other =
                attempts < worker.limits().attempts() && pool != null && request != null
                        ? pool.pick(endpoint, worker.nanoTime())
                        : null;
        if (other == null || request == null) {
            refuse(status);
            return;
        }
        request.readerIndex(0);
        response.reset();
        attempt(other);
    }

    /// Whether more of the request's body can be sent now.
    boolean takesBody() {
        return (phase == Phase.RESPONSE || phase == Phase.TUNNEL)
                && upstream != null
                && upstream.isWritable();
    }

    /// Sends a part of the request's body; takes over the reference.
    void sendBody(ByteBuf bytes) {
        if (upstream == null) {
            bytes.release();
        } else {
            upstream.write(bytes);
        }
    }

    @Override
    public void received(ByteBuf bytes) {
        client.used();
        ResponseRelay.Progress progress = response.accept(bytes);
        if (response.isStarted()) {
            dropRequest();
        }
        switch (progress) {
            case MORE -> slowDown();
            case DONE -> done();
            case SWITCHED -> {
                phase = Phase.TUNNEL;
                client.tunnel();
            }
            case MALFORMED -> broken();
        }
    }

    private void slowDown() {
        if (upstream != null && !client.isWritable()) {
            upstream.read(false);
        }
    }

    /// The client read what it was sent, or does not.
    void clientWritabilityChanged() {
        if (upstream != null && phase != Phase.CONNECTION) {
            upstream.read(client.isWritable());
        }
    }

    private void done() {
        UpstreamConnection connection = upstream;
        upstream = null;
        if (connection != null) {
            if (response.isReusable() && client.bodyIsWhole()) {
                connection.release();
            } else {
                connection.abandon();
            }
        }
        over();
        client.requestDone();
    }

    /// The target answered nonsense, or half an answer.
    private void broken() {
        leaveTarget();
        if (response.isStarted()) {
            over();
            client.abort();
        } else {
            refuse(502);
        }
    }

    @Override
    public void ended(boolean reset) {
        upstream = null;
        if (phase == Phase.RESPONSE && !response.isStarted()) {
            retryOr(502);
            return;
        }
        if (response.targetClosed(reset) == ResponseRelay.Progress.DONE && phase != Phase.TUNNEL) {
            done();
        } else {
            over();
            client.closeAfterFlush();
        }
    }

    @Override
    public void writabilityChanged() {
        client.pump();
    }

    /// Nothing happened for the idle time-out. `waitingForClient` if the rest of the request's body
    /// did not come.
    void timedOut(boolean waitingForClient) {
        leaveTarget();
        if (response.isStarted()) {
            over();
            client.abort();
        } else {
            refuse(waitingForClient ? 408 : 504);
        }
    }

    /// The client closed the connection.
    void clientGone() {
        if (isBusy()) {
            leaveTarget();
            if (!response.isStarted()) {
                record.answered(CLIENT_CLOSED);
            }
            over();
        }
    }

    /// The request's body turned out to be malformed while it was relayed.
    void bodyIsMalformed() {
        leaveTarget();
        if (response.isStarted()) {
            over();
            client.abort();
        } else {
            refuse(400);
        }
    }

    private void leaveTarget() {
        UpstreamConnection connection = upstream;
        upstream = null;
        if (connection != null) {
            if (phase == Phase.CONNECTION) {
                connection.leave();
            } else {
                connection.abandon();
            }
        }
    }

    private void refuse(int status) {
        record.answered(status);
        over();
        client.answer(Answer.page(status));
    }

    private void over() {
        phase = Phase.IDLE;
        dropRequest();
        response.reset();
        record.left();
        pool = null;
        endpoint = null;
    }

    private void dropRequest() {
        if (request != null) {
            request.release();
            request = null;
        }
    }
}
