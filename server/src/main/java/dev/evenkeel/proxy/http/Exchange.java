package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.proxy.message.Method;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.net.Splice;
import dev.evenkeel.proxy.route.Action;
import dev.evenkeel.proxy.route.Route;
import dev.evenkeel.proxy.upstream.Upstream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/// One request and its response: finds the action, has it delivered to a target, and relays back.
/// Lent to a client for a request, then to the next one that has one; on their event loop.
///
/// A request is tried again if no target did anything with it, or if it is idempotent, still whole
/// in our hands, and the client saw no byte of a response.
final class Exchange implements Upstream.User, Splice.User, ParkingLot.Waiting {
    private static final int FORWARDED_TOO_LONG = 463;
    private static final int CLIENT_CLOSED = 460;
    private static final int INCOMPATIBLE_PROTOCOL = 464;
    private static final int REDIRECT_TOO_LONG = 507;

    private final Worker worker;
    private final CurrentClient current = new CurrentClient();
    private final AccessRecord record;
    private final Affinity affinity;
    private final ResponseRelay response;
    private final Delivery delivery;
    private Phase phase = Phase.IDLE;
    private boolean targetIsUsedAgain = true;
    private RequestRewrite.@Nullable Hop hop;
    private @Nullable Splice splice;
    private ParkingLot.@Nullable Place place;

    Exchange(Worker worker) {
        this.worker = worker;
        this.record = new AccessRecord(worker, current);
        this.affinity = new Affinity(worker.cookies(), record, current);
        this.response = new ResponseRelay(worker, current, record, affinity);
        this.delivery = new Delivery(worker, record, this);
    }

    /// What it does.
    private enum Phase {
        IDLE,
        /// There is no target yet.
        PARKED,
        RESPONSE,
        /// Both sides speak another protocol.
        TUNNEL
    }

    /// Works for `client` from now on.
    void serve(Client client) {
        current.set(client);
    }

    /// The client needs it no longer; `unread` bytes came that did not belong to the request.
    void leave(int unread) {
        if (isBusy()) {
            throw new IllegalStateException("a request is not over");
        }
        record.end(unread);
    }

    /// What happens to the request.
    AccessRecord record() {
        return record;
    }

    private Client client() {
        return current.get();
    }

    boolean isBusy() {
        return phase != Phase.IDLE;
    }

    /// Begins with the request whose head ends at `end`.
    void begin(RequestHead head, int end, Route.Http route) {
        record.begin(head, end, route.options());
        if (RequestRewrite.hasTooManyForwarded(head)) {
            refuse(FORWARDED_TOO_LONG);
            return;
        }
        Action action = route.rules().match(head, client().peer().address());
        record.matched(head, route, action);
        switch (action) {
            case Action.Forward forward -> forward(head, end, forward, route);
            case Action.Transformed transformed -> transform(head, end, transformed, route);
            case Action.FixedResponse fixed -> {
                record.fixed(fixed.answer().status());
                client().answer(Answer.fixed(fixed.answer()));
            }
            case Action.Redirect redirect -> redirect(head, redirect);
        }
    }

    private void redirect(RequestHead head, Action.Redirect redirect) {
        int port = client().listenerPort();
        String location =
                new RedirectLocation(redirect.to(), head, client().peer().scheme(), port).text();
        if (location.length() > RedirectLocation.MAX_BYTES) {
            record.acted(Counter.REDIRECTS_TOO_LONG);
            refuse(REDIRECT_TOO_LONG);
            return;
        }
        record.acted(Counter.REDIRECTS);
        record.answered(redirect.to().status());
        record.redirected(location);
        client().answer(Answer.redirect(redirect.to().status(), location));
    }

    private void transform(RequestHead head, int end, Action.Transformed to, Route.Http route) {
        TransformedHead.Result result = worker.transformed().transform(to.transforms(), head);
        record.transformed(worker.transformed(), result);
        switch (result) {
            case SAME -> forward(head, end, to.forward(), route);
            case CHANGED -> {
                RequestHead changed = worker.transformed().head();
                forward(changed, changed.end(), to.forward(), route);
            }
            case INVALID_HOST, INVALID_URL -> refuse(500);
        }
    }

    private void forward(RequestHead head, int end, Action.Forward action, Route.Http route) {
        long now = worker.nanoTime();
        TargetPool pool = affinity.pool(head, action, route);
        Endpoint target = pool == null ? null : affinity.target(head, pool, now);
        if (pool == null || target == null && !pool.options().parks()) {
            if (pool != null) {
                record.wanted(pool);
            }
            refuse(503);
            return;
        }
        if (target != null && !client().canBeServedBy(target.protocol())) {
            refuse(INCOMPATIBLE_PROTOCOL);
            return;
        }
        Method method = head.method();
        response.begin(method, head.wantsUpgrade(), head.isHttp10(), route.options().added());
        targetIsUsedAgain = !route.options().desync().closesAfter(head.desync());
        RequestRewrite.Hop to = RequestRewrite.Hop.of(hop, client(), route.options());
        hop = to;
        worker.requestRewrite().write(head, end, to, now, worker.out());
        record.forwards(worker.out());
        if (head.fields().hasOddNames()) {
            record.oddNames(route.options().dropInvalidHeaders());
        }
        ByteBuf message = client().message(worker.out());
        if (client().bodyIsMalformed()) {
            message.release();
            refuse(400);
            return;
        }
        boolean repeatable = method.isIdempotent() && client().bodyIsWhole();
        delivery.prepare(message, repeatable, affinity.client());
        if (target == null) {
            park(pool);
        } else {
            phase = Phase.RESPONSE;
            delivery.begin(pool, target);
        }
    }

    private void park(TargetPool pool) {
        record.wanted(pool);
        TargetPool newest = worker.parking().newest(pool);
        if (newest.size() > 0) {
            goOn(newest);
            return;
        }
        place = delivery.park(newest, this);
        if (place == null) {
            refuse(503);
        } else {
            phase = Phase.PARKED;
            record.acted(Counter.PARKED_REQUESTS);
        }
    }

    @Override
    public void goOn(TargetPool pool) {
        place = null;
        phase = Phase.RESPONSE;
        if (pool.size() > 0 && !client().canBeServedBy(pool.serving(0).protocol())) {
            refuse(INCOMPATIBLE_PROTOCOL);
        } else if (delivery.begin(pool)) {
            client().pump();
        } else {
            refuse(503);
        }
    }

    @Override
    public void giveUp() {
        refuse(503);
    }

    @Override
    public void connected(Upstream upstream) {
        delivery.send(upstream);
        client().pump();
    }

    @Override
    public void connectFailed(Throwable cause) {
        retryOr(delivery.refused(cause));
    }

    @Override
    public void unprocessed() {
        delivery.disowned();
        retryOr(502);
    }

    private void retryOr(int status) {
        response.reset();
        if (delivery.retry()) {
            client().pump();
        } else {
            refuse(status);
        }
    }

    /// Whether more of the request's body can be sent now.
    boolean takesBody() {
        return delivery.takesBody();
    }

    /// Sends a part of the request's body; takes over the reference.
    void sendBody(ByteBuf bytes) {
        delivery.sendBody(bytes);
    }

    @Override
    public void received(ByteBuf bytes) {
        client().used();
        ResponseRelay.Progress progress = response.accept(bytes);
        if (response.isStarted()) {
            delivery.forgetRequest();
        }
        switch (progress) {
            case MORE -> spliceOrSlowDown();
            case DONE -> done();
            case SWITCHED -> {
                phase = Phase.TUNNEL;
                client().tunnel();
            }
            case MALFORMED -> broken();
        }
    }

    private void spliceOrSlowDown() {
        if (response.remaining() >= Splice.WORTH_IT) {
            Channel sink = client().sink();
            splice = sink == null ? null : delivery.splice(sink, response.remaining(), this);
        }
        if (splice != null || !client().isWritable()) {
            delivery.read(splice != null);
        }
    }

    @Override
    public void moved(Splice by, int bytes) {
        if (by == splice) {
            client().passedBy(bytes);
            if (response.passedBy(bytes) == ResponseRelay.Progress.DONE) {
                splice = null;
                done();
            }
        }
    }

    @Override
    public void failed(Splice by) {
        if (by == splice) {
            broken();
        }
    }

    /// The client read what it was sent, or does not.
    void clientWritabilityChanged() {
        if (isBusy() && splice == null) {
            delivery.read(client().isWritable());
        }
    }

    private void done() {
        delivery.finish(targetIsUsedAgain && response.isReusable() && client().bodyIsWhole());
        over();
        client().requestDone();
    }

    /// The target answered nonsense, or half an answer.
    private void broken() {
        breakOff(502);
    }

    /// Ends in the middle of it: with `status` if the client saw nothing yet.
    private void breakOff(int status) {
        leaveTarget();
        if (response.isStarted()) {
            over();
            client().abort();
        } else {
            refuse(status);
        }
    }

    /// Closing the target's socket fails a splice at once, which is no news then.
    private void leaveTarget() {
        splice = null;
        delivery.leave();
    }

    @Override
    public void ended(boolean reset) {
        delivery.lost();
        if (phase == Phase.RESPONSE && !response.isStarted()) {
            record.failed();
            retryOr(502);
            return;
        }
        boolean whole = response.targetClosed(reset) == ResponseRelay.Progress.DONE;
        if (phase == Phase.TUNNEL || !whole && !response.endsByClosing()) {
            over();
            client().closeAfterFlush();
        } else if (whole) {
            done();
        } else {
            over();
            client().abort();
        }
    }

    @Override
    public void writabilityChanged() {
        client().pump();
    }

    /// Nothing happened for the idle time-out. `waitingForClient` if the rest of the request's body
    /// did not come.
    void timedOut(boolean waitingForClient) {
        if (splice != null && hop != null && splice.movedWithin(hop.options().idleTimeout())) {
            return;
        }
        if (phase == Phase.PARKED) {
            return;
        }
        if (!waitingForClient) {
            record.failed();
        }
        breakOff(waitingForClient ? 408 : 504);
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
        breakOff(400);
    }

    private void refuse(int status) {
        record.answered(status);
        over();
        client().answer(Answer.page(status));
    }

    private void over() {
        phase = Phase.IDLE;
        splice = null;
        if (place != null) {
            place.leave();
            place = null;
        }
        response.reset();
        delivery.over();
    }
}
