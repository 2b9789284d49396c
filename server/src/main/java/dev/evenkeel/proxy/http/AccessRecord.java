package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.proxy.log.LogStream;
import dev.evenkeel.proxy.message.DesyncReason;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.route.Action;
import dev.evenkeel.proxy.route.HttpOptions;
import dev.evenkeel.proxy.route.Route;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What happened to the request that an exchange is busy with, counted as it happens. Used again
/// for the next request.
final class AccessRecord {
    private final Worker worker;
    private final CurrentClient current;
    private @Nullable TargetPool pool;
    private @Nullable Endpoint endpoint;
    private long sentAt;
    private long receivedBytes;
    private long sentBytes;
    private boolean logged;
    private @Nullable RequestLog log;

    AccessRecord(Worker worker, CurrentClient current) {
        this.worker = worker;
        this.current = current;
    }

    /// A request was read that does not keep to HTTP.
    void irregular() {
        count(Counter.DESYNC_REQUESTS);
    }

    /// A request begins; `length` is that of its head.
    void begin(RequestHead head, int length, HttpOptions options) {
        if (begin(options, length) && log != null) {
            log.entry().read(head);
        }
    }

    /// What came, `length` bytes of it, is no request.
    void beginUnreadable(int length, HttpOptions options, DesyncReason reason) {
        if (begin(options, length) && log != null) {
            log.entry().irregular(reason);
        }
    }

    /// Whether it is logged.
    private boolean begin(HttpOptions options, int length) {
        logged = options.logging().access().isPresent();
        if (logged) {
            LogStream stream = options.logging().access().orElseThrow();
            Client client = current.get();
            receivedBytes = length + (long) client.unread();
            sentBytes = 0;
            RequestLog to = log == null ? new RequestLog(worker, stream) : log;
            to.begin(stream, client.peer().origin(client, stream));
            log = to;
        }
        return logged;
    }

    /// Nothing of the request is left, but `unread` bytes that came after it.
    void end(int unread) {
        if (logged && log != null) {
            logged = false;
            log.end(receivedBytes - unread, sentBytes);
        }
    }

    /// A request goes on that has field names AWS calls invalid, with or without them.
    void oddNames(boolean dropped) {
        count(dropped ? Counter.DROPPED_INVALID_HEADERS : Counter.FORWARDED_INVALID_HEADERS);
    }

    /// The request's action was found.
    void matched(RequestHead head, Route.Http route, Action action) {
        count(Counter.RULE_EVALUATIONS);
        if (logged && log != null) {
            log.matched(head, route, action);
        }
    }

    /// The request goes to a group, with this head.
    void forwards(HeadBuffer head) {
        if (logged && log != null) {
            log.forwards(head);
        }
    }

    /// The request would go to this group, if it had targets.
    void wanted(TargetPool group) {
        if (logged && log != null) {
            log.entry().group(group.group());
        }
    }

    /// Its rule's transforms made something of the request, or could not.
    void transformed(TransformedHead to, TransformedHead.Result result) {
        if (logged && log != null) {
            switch (result) {
                case SAME -> {}
                case CHANGED ->
                        log.entry().transformed(to.head(), to.changedHost(), to.changedUrl());
                case INVALID_HOST -> log.entry().transformFailed("TransformInvalidHost");
                case INVALID_URL -> log.entry().transformFailed("TransformInvalidPath");
            }
        }
    }

    void redirected(String location) {
        if (logged && log != null) {
            log.entry().redirected(location);
        }
    }

    /// A target was chosen; again, if another was tried before.
    void chose(TargetPool chosenPool, Endpoint chosen, boolean again) {
        left();
        if (again) {
            count(Counter.RETRIES);
        } else {
            count(Counter.REQUESTS);
            chosenPool.requested();
        }
        pool = chosenPool;
        endpoint = chosen;
        chosen.tally().count(worker.index(), Counter.REQUESTS);
        chosen.tally().add(worker.index(), Counter.IN_FLIGHT, 1);
        if (logged && log != null) {
            log.entry().group(chosenPool.group());
            log.entry().chose(chosen.text());
        }
        if (chosenPool.failedOpen()) {
            chosen.tally().count(worker.index(), Counter.UNHEALTHY_ROUTING_REQUESTS);
        }
    }

    /// The pool of the target chosen last.
    @Nullable TargetPool pool() {
        return pool;
    }

    /// The target that has the request.
    @Nullable Endpoint endpoint() {
        return endpoint;
    }

    /// The request is on its way to the target.
    void sent(long nanos) {
        sentAt = nanos;
        if (logged && log != null) {
            log.entry().sent(nanos);
        }
    }

    /// The target could not be connected, or did not come to terms by TLS.
    void refused(Throwable cause) {
        if (endpoint != null) {
            boolean connected = cause instanceof SSLException;
            Counter counter =
                    connected ? Counter.TARGET_TLS_ERRORS : Counter.TARGET_CONNECTION_ERRORS;
            endpoint.tally().count(worker.index(), counter);
        }
        failed();
    }

    /// The target gave no answer.
    void failed() {
        if (pool != null && endpoint != null && pool.failed(endpoint, worker.nanoTime())) {
            count(Counter.EJECTIONS);
        }
    }

    /// The target began its answer.
    void responded(int status, long nanos) {
        if (pool != null && endpoint != null) {
            pool.responseTimes().record(worker.index(), nanos - sentAt);
            Counter family =
                    switch (status / 100) {
                        case 1, 2 -> Counter.TARGET_2XX;
                        case 3 -> Counter.TARGET_3XX;
                        case 4 -> Counter.TARGET_4XX;
                        default -> Counter.TARGET_5XX;
                    };
            endpoint.tally().count(worker.index(), family);
            if (pool.answered(endpoint, status, nanos - sentAt, nanos)) {
                count(Counter.EJECTIONS);
            }
        }
        if (logged && log != null) {
            log.entry().responded(status, nanos);
        }
    }

    /// The load balancer answered as a rule says.
    void fixed(int status) {
        count(Counter.FIXED_RESPONSES);
        if (logged && log != null) {
            log.entry().answered(status);
        }
    }

    /// The load balancer answered an action of its own.
    void acted(Counter action) {
        count(action);
    }

    /// The load balancer answered with an error or a redirect, or could not any more (460).
    void answered(int status) {
        if (logged && log != null) {
            log.entry().answered(status);
        }
        switch (status / 100) {
            case 3 -> count(Counter.ELB_3XX);
            case 4 -> count(Counter.ELB_4XX);
            case 5 -> {
                count(Counter.ELB_5XX);
                countServerError(status);
            }
            default -> {}
        }
    }

    private void countServerError(int status) {
        switch (status) {
            case 500 -> count(Counter.ELB_500);
            case 502 -> count(Counter.ELB_502);
            case 503 -> count(Counter.ELB_503);
            case 504 -> count(Counter.ELB_504);
            default -> {}
        }
    }

    /// The target has nothing to do with the request any more.
    void left() {
        if (endpoint != null) {
            endpoint.tally().add(worker.index(), Counter.IN_FLIGHT, -1);
            endpoint = null;
        }
    }

    /// Bytes came to `node`, of the request or about it.
    void received(Node node, long bytes) {
        ConnectionCount.received(worker, node, bytes);
        requestBytes(bytes);
    }

    /// Bytes go from `node` to the client.
    void sentToClient(Node node, long bytes) {
        ConnectionCount.sent(worker, node, bytes);
        responseBytes(bytes);
    }

    /// Bytes of the request came, that are counted elsewhere.
    void requestBytes(long bytes) {
        receivedBytes += bytes;
    }

    /// Bytes of the response go, that are counted elsewhere.
    void responseBytes(long bytes) {
        sentBytes += bytes;
    }

    private void count(Counter counter) {
        current.get().node().tally().count(worker.index(), counter);
    }
}
