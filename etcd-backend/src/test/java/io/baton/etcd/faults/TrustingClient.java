// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Operator;
import io.baton.testkit.fixture.Await;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * What Baton is not: a client with a key under a lease, whose deadline trusts the answers of {@code LeaseKeepAlive}. It
 * counts with all care, from the moment before each request was sent.
 */
final class TrustingClient implements StreamObserver<LeaseKeepAliveResponse>, AutoCloseable {

    static final String KEYS = "trusting/";

    private static final long EVERY_MILLIS = 50;

    private final Operator operator;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Queue<Long> sent = new ConcurrentLinkedQueue<>();
    private final LeaseKeepAliveRequest request;
    private final StreamObserver<LeaseKeepAliveRequest> requests;
    private final ScheduledFuture<?> asking;
    private volatile long deadline;

    private TrustingClient(Operator operator, long lease) {
        this.operator = operator;
        request = LeaseKeepAliveRequest.newBuilder().setID(lease).build();
        requests = LeaseGrpc.newStub(operator.channel()).leaseKeepAlive(this);
        asking = thread.scheduleAtFixedRate(this::ask, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Its lease has been kept alive once. */
    static TrustingClient at(EtcdServer member, Duration ttl) {
        Operator operator = new Operator(member);
        long lease = operator.grant(ttl);
        operator.put(KEYS + lease, "", lease);
        TrustingClient client = new TrustingClient(operator, lease);
        Await.untilTrue("a lease kept alive", () -> client.deadline != 0);
        return client;
    }

    /** Until when it believes in its key, by {@code System.nanoTime()}. */
    long deadline() {
        return deadline;
    }

    private void ask() {
        sent.add(System.nanoTime());
        requests.onNext(request);
    }

    @Override
    public void onNext(LeaseKeepAliveResponse response) {
        long sentAt = sent.remove();
        if (response.getTTL() > 0) {
            deadline = sentAt + TimeUnit.SECONDS.toNanos(response.getTTL());
        }
    }

    @Override
    public void onError(Throwable ended) {
        asking.cancel(false);
    }

    @Override
    public void onCompleted() {
        asking.cancel(false);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        operator.close();
    }
}
