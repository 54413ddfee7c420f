// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.system;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.CampaignRequest;
import io.etcd.jetcd.api.CampaignResponse;
import io.etcd.jetcd.api.ElectionGrpc;
import io.etcd.jetcd.api.LeaderRequest;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.ResignRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The elections that etcd's members hold themselves, with one lease for the process, which is renewed at each third of it. */
final class CampaignClient implements SystemClient {

    private static final int BOUND_SECONDS = 60;
    private static final int RENEWALS_PER_LEASE = 3;

    private final ManagedChannel channel;
    private final long lease;
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor();

    private CampaignClient(ManagedChannel channel) {
        this.channel = channel;
        lease = LeaseGrpc.newBlockingStub(channel)
                .withDeadlineAfter(BOUND_SECONDS, TimeUnit.SECONDS)
                .leaseGrant(LeaseGrantRequest.newBuilder()
                        .setTTL(SystemClient.LEASE.toSeconds())
                        .build())
                .getID();
    }

    static CampaignClient connect(String address) {
        CampaignClient client = new CampaignClient(NettyChannelBuilder.forTarget(address)
                .usePlaintext()
                .directExecutor()
                .build());
        client.renew();
        return client;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Ends with its executor.
    private void renew() {
        StreamObserver<LeaseKeepAliveRequest> stream =
                LeaseGrpc.newStub(channel).leaseKeepAlive(new IgnoredAnswers<LeaseKeepAliveResponse>());
        LeaseKeepAliveRequest request =
                LeaseKeepAliveRequest.newBuilder().setID(lease).build();
        long period = SystemClient.LEASE.toMillis() / RENEWALS_PER_LEASE;
        renewals.scheduleAtFixedRate(() -> stream.onNext(request), 0, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public ElectionEntry enter(String election, Runnable onElected) {
        ListenableFuture<CampaignResponse> campaign = ElectionGrpc.newFutureStub(channel)
                .campaign(CampaignRequest.newBuilder()
                        .setName(name(election))
                        .setLease(lease)
                        .setValue(ByteString.copyFromUtf8("peer"))
                        .build());
        Futures.addCallback(
                campaign,
                new FutureCallback<CampaignResponse>() {
                    @Override
                    public void onSuccess(@Nullable CampaignResponse elected) {
                        onElected.run();
                    }

                    @Override
                    public void onFailure(Throwable ended) {
                        // The candidate has left, or the run fails for want of a leader.
                    }
                },
                MoreExecutors.directExecutor());
        return () -> leave(campaign);
    }

    private void leave(ListenableFuture<CampaignResponse> campaign) throws Exception {
        if (!campaign.isDone()) {
            campaign.cancel(false);
            return;
        }
        ElectionGrpc.newBlockingStub(channel)
                .withDeadlineAfter(BOUND_SECONDS, TimeUnit.SECONDS)
                .resign(ResignRequest.newBuilder()
                        .setLeader(campaign.get().getLeader())
                        .build());
    }

    @Override
    public boolean hasLeader(String election) {
        return ElectionGrpc.newBlockingStub(channel)
                .withDeadlineAfter(BOUND_SECONDS, TimeUnit.SECONDS)
                .leader(LeaderRequest.newBuilder().setName(name(election)).build())
                .hasKv();
    }

    /** The queue in which Baton keeps the candidates of an election, so that both can be asked about the same candidates. */
    private static ByteString name(String election) {
        return ByteString.copyFromUtf8("baton/" + election);
    }

    /** As {@code Session.Close} of etcd's own client does: the end of the lease is the end of all candidates. */
    @Override
    public void close() {
        renewals.shutdownNow();
        LeaseGrpc.newBlockingStub(channel)
                .withDeadlineAfter(BOUND_SECONDS, TimeUnit.SECONDS)
                .leaseRevoke(LeaseRevokeRequest.newBuilder().setID(lease).build());
        channel.shutdownNow();
    }

    private static final class IgnoredAnswers<T> implements StreamObserver<T> {

        @Override
        public void onNext(T answer) {}

        @Override
        public void onError(Throwable failed) {}

        @Override
        public void onCompleted() {}
    }
}
