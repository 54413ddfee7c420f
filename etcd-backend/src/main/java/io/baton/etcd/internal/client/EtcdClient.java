// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.member.BlockingWork;
import io.baton.etcd.internal.client.member.ChannelFactory;
import io.baton.etcd.internal.client.member.MemberAddresses;
import io.baton.etcd.internal.client.member.MemberSelector;
import io.baton.etcd.internal.client.member.SelectorListener;
import io.baton.etcd.internal.client.settings.ClientSettings;
import io.baton.spi.support.Strand;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The client of one session: speaks to one member of the cluster at a time, to the next one when it fails or is silent. To be
 * used on the session's strand only, on which it answers too, never before the method has returned.
 */
public final class EtcdClient {

    private static final Duration ANSWERS_APART = Duration.ofMillis(250);

    private final Duration requestTimeout;
    private final BlockingWork work;
    private final ChannelFactory channelFactory;
    private final MemberSelector memberSelector;
    private final UnaryCalls unaryCalls;
    private boolean reached;
    private final Watches watches;

    /**
     * Is not connected yet.
     *
     * @param answered runs, on the strand, when a member has carried a request out or refused it; after some answers of many, a
     *     quarter of a second apart
     */
    public EtcdClient(ClientSettings clientSettings, Strand strand, Duration requestTimeout, Runnable answered) {
        this.requestTimeout = requestTimeout;
        work = new BlockingWork(strand);
        channelFactory = new ChannelFactory(clientSettings, strand, work);
        memberSelector = new MemberSelector(
                clientSettings,
                channelFactory,
                new MemberAddresses(clientSettings, strand, work),
                strand,
                new Dispatch(answered, strand));
        unaryCalls = new UnaryCalls(memberSelector, strand);
        watches = new Watches(memberSelector);
    }

    public void txn(TxnRequest request, Consumer<Reply<TxnResponse>> then) {
        txn(request, requestTimeout, then);
    }

    /** Once, without waiting behind other requests. */
    public void urgentTxn(TxnRequest request, Consumer<Reply<TxnResponse>> then) {
        submit(KVGrpc.getTxnMethod(), request, requestTimeout, true, then);
    }

    /**
     * A transaction whose loss costs nothing but time.
     *
     * @param deadline after which another member is asked
     */
    public void txn(TxnRequest request, Duration deadline, Consumer<Reply<TxnResponse>> then) {
        submit(KVGrpc.getTxnMethod(), request, deadline, false, then);
    }

    public void grant(LeaseGrantRequest request, Consumer<Reply<LeaseGrantResponse>> then) {
        submit(LeaseGrpc.getLeaseGrantMethod(), request, requestTimeout, false, then);
    }

    /** Once, without waiting behind other requests. */
    public void revoke(long lease, Consumer<Reply<LeaseRevokeResponse>> then) {
        submit(
                LeaseGrpc.getLeaseRevokeMethod(),
                LeaseRevokeRequest.newBuilder().setID(lease).build(),
                requestTimeout,
                true,
                then);
    }

    /** Once, without waiting behind other requests. */
    public void keepAlive(long lease, Duration deadline, Consumer<Reply<LeaseKeepAliveResponse>> then) {
        LeaseKeepAliveRequest request =
                LeaseKeepAliveRequest.newBuilder().setID(lease).build();
        submit(
                LeaseGrpc.getLeaseKeepAliveMethod(),
                request,
                deadline,
                true,
                reply -> then.accept(isGone(reply) ? new Reply.LeaseGone<>() : reply));
    }

    /** Asks the present member about itself. */
    public void status(Consumer<Reply<StatusResponse>> then) {
        unaryCalls.submit(
                new UnaryCalls.Request<>(
                        MaintenanceGrpc.getStatusMethod(),
                        StatusRequest.getDefaultInstance(),
                        requestTimeout,
                        true,
                        false),
                then);
    }

    /**
     * Watches one key, or those from it to the end of a range, from a revision on, without a gap when a connection breaks. All
     * watches share one stream, since a session has a few of them or ten thousand.
     */
    public Watch watch(ByteString key, Optional<ByteString> rangeEnd, long fromRevision, WatchListener watchListener) {
        return watches.add(new Subscription.Range(key, rangeEnd, fromRevision), watchListener);
    }

    /**
     * To be called at each renewal: leaves a member whose watches have been silent since the last renewal, though they were
     * probed then.
     */
    public void renewing() {
        watches.renewing();
    }

    /**
     * Goes on with the next member, because the one that an urgent request was sent to most recently does not answer. What
     * was sent to it is answered {@link Reply.Unknown}; what was not sent yet is not affected.
     */
    public void leaveMember() {
        if (unaryCalls.askedUrgently() == memberSelector.selection()) {
            memberSelector.leavePresent();
        }
    }

    /** Whether a proxy of etcd is in front of the cluster, as far as is known. */
    public boolean isProxied() {
        return watches.isProxied();
    }

    /** Whether any member has ever taken requests; if not, nothing was asked of the store. */
    public boolean wasReached() {
        return reached;
    }

    /** Why a member failed most recently. For any thread. */
    public Optional<Exception> lastFailure() {
        return memberSelector.lastFailure();
    }

    /** The member that is asked at the moment, or was asked most recently. For any thread. */
    public Optional<String> server() {
        return memberSelector.server();
    }

    /** Nothing is answered or told after this. */
    public void close() {
        unaryCalls.close();
        watches.close();
        memberSelector.close();
        channelFactory.close();
        work.close();
    }

    private <Q, R> void submit(
            MethodDescriptor<Q, R> method, Q request, Duration deadline, boolean urgent, Consumer<Reply<R>> then) {
        unaryCalls.submit(new UnaryCalls.Request<>(method, request, deadline, urgent, true), then);
    }

    private static boolean isGone(Reply<LeaseKeepAliveResponse> reply) {
        return reply instanceof Reply.Done<LeaseKeepAliveResponse> done
                && done.value().getTTL() <= 0;
    }

    private final class Dispatch implements SelectorListener {

        private final Runnable answered;
        private final Strand strand;
        private boolean toldOfAnswer;

        Dispatch(Runnable answered, Strand strand) {
            this.answered = answered;
            this.strand = strand;
        }

        @Override
        public void answered() {
            if (!toldOfAnswer) {
                toldOfAnswer = true;
                strand.later(ANSWERS_APART, () -> toldOfAnswer = false);
                answered.run();
            }
        }

        @Override
        public void ready() {
            reached = true;
            watches.begin();
            unaryCalls.sendWaiting();
        }

        @Override
        public void left(Exception cause) {
            watches.left();
            unaryCalls.left(cause);
        }

        @Override
        public void refused(Exception cause) {
            unaryCalls.refused(cause);
            watches.refused(cause);
        }
    }
}
