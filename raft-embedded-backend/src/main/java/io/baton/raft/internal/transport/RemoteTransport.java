// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.config.Tls;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.message.AuthenticatedMessage;
import io.baton.raft.internal.message.ForwardedMessage;
import io.baton.raft.internal.message.MemberList;
import io.baton.raft.internal.message.RatisRequests;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.spi.MonotonicClock;
import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;

/** Reaches the leader over the network: asks one member after the other, and the member that an answer names. */
public final class RemoteTransport implements LeaderTransport {

    private static final AsyncLogger LOG = AsyncLogger.of(RemoteTransport.class);

    /** So that an attempt is given up here first. */
    private static final Duration MARGIN = Duration.ofMillis(20);

    /** Longer than any member holds a poll. */
    private static final Duration INQUIRY = Duration.ofMillis(1_500);

    /** How long an answer is still welcome: where each commit takes longer than an attempt there would be no other. */
    private static final Duration LATEST = Duration.ofSeconds(3);

    /** Soon enough to hear of new members before all old ones can have gone. */
    private static final Duration MEMBERS_REFRESH = Duration.ofSeconds(1);

    /** A commit takes a few milliseconds; a member that has not answered by then is not there, or does not lead. */
    private final Duration attempt;

    private final Strand strand;
    private final SessionSecret secret;
    private final GoneProcessCheck goneCheck;
    private final ChannelPool channels;
    private final ForwardingRoute route;
    private final GroupLookup groups;
    private final ClientId client = ClientId.randomId();
    private final KnownMembers members;
    private final TargetSelector selector;
    private volatile String asked;
    private Strand.Timer refresh;

    /** With default timeouts, and without a group that was known before. */
    public RemoteTransport(GroupConfig group, Strand strand, SessionSecret secret, Optional<Consumer<String>> onGone) {
        this(group, strand, onGone, ClientSettings.of(secret));
    }

    /**
     * Reaches the members of that group on that strand.
     *
     * @param onGone hears, on the strand, that no process listens any more where that member was reached
     */
    public RemoteTransport(
            GroupConfig group, Strand strand, Optional<Consumer<String>> onGone, ClientSettings settings) {
        attempt = settings.timeouts().shortest();
        secret = settings.secret();
        this.strand = strand;
        channels = new ChannelPool(MonotonicClock.SYSTEM, group.tls().map(Tls::toRatis));
        goneCheck = new GoneProcessCheck(strand, channels, client, onGone);
        groups = new GroupLookup(strand, channels, settings.kept(), LATEST);
        route = new ForwardingRoute(strand, channels, client, groups);
        members = new KnownMembers(group.peers());
        selector = new TargetSelector(members, route.selector());
        asked = name(members.first());
        refresh = strand.later(MEMBERS_REFRESH, this::refreshMembers);
    }

    @Override
    public Duration patience() {
        return attempt.plus(MARGIN);
    }

    @Override
    public CompletionStage<byte[]> submit(byte[] command) {
        byte[] message = AuthenticatedMessage.write(command, secret);
        Optional<RaftPeer> forwarder = selector.forwarder();
        return forwarder.isPresent()
                ? forward(forwarder.get(), new ForwardedMessage(true, message), attempt)
                : ask((peer, group) -> put(peer, group, message), attempt);
    }

    private CompletableFuture<byte[]> put(RaftPeer peer, RaftGroupId group, byte[] entry) {
        return send(peer, group, entry, RaftClientRequest.writeRequestType()).thenApply(content -> {
            groups.taken(group);
            return content;
        });
    }

    @Override
    public CompletionStage<byte[]> inquire(byte[] poll) {
        byte[] message = AuthenticatedMessage.write(poll, secret);
        Optional<RaftPeer> forwarder = selector.forwarder();
        return forwarder.isPresent()
                ? forward(forwarder.get(), new ForwardedMessage(false, message), INQUIRY)
                : question(message);
    }

    private CompletionStage<byte[]> question(byte[] message) {
        return ask((peer, group) -> send(peer, group, message, RaftClientRequest.readRequestType()), INQUIRY);
    }

    private CompletionStage<byte[]> forward(RaftPeer by, ForwardedMessage message, Duration bound) {
        RaftPeerId leader = selector.target();
        asked = name(by);
        return route.send(by, message, bound, LATEST, () -> selector.moveOn(leader));
    }

    private CompletableFuture<byte[]> send(
            RaftPeer peer, RaftGroupId group, byte[] message, RaftClientRequest.Type type) {
        return channels.send(peer, RatisRequests.request(client, peer.getId(), group, message, type), LATEST)
                .thenApply(Replies::content);
    }

    private CompletionStage<byte[]> ask(
            BiFunction<RaftPeer, RaftGroupId, CompletableFuture<byte[]>> request, Duration bound) {
        RaftPeer peer = selector.targetPeer();
        RaftPeerId member = peer.getId();
        asked = name(peer);
        Strand.Timer timer = strand.later(bound, () -> silent(member));
        return groups.of(peer)
                .thenCompose(group -> request.apply(peer, group))
                .whenComplete((content, failure) -> strand.run(() -> {
                    timer.cancel();
                    if (failure == null) {
                        answered(member);
                    } else {
                        failed(member, Replies.cause(failure));
                    }
                }));
    }

    private void silent(RaftPeerId member) {
        channels.silent(member);
        route.selector().unreached(member);
        selector.moveOn(member);
    }

    private void answered(RaftPeerId member) {
        channels.answered(member);
        groups.answered(member);
        route.selector().answered(member);
    }

    private void failed(RaftPeerId member, Throwable failure) {
        LOG.debug("member {} has not carried out a request: {}", member, ExceptionText.text(failure));
        if (failure instanceof NotLeaderException notLeader) {
            answered(member);
            selector.follow(member, notLeader);
        } else if (failure instanceof LeaderNotReadyException) {
            answered(member);
        } else {
            Optional<RaftPeer> known = members.find(member);
            if (known.isPresent()) {
                groups.doubt(known.get(), ExceptionText.isRefusal(failure));
            }
            selector.moveOn(member);
            if (ExceptionText.isRefusedConnection(failure)) {
                route.selector().unreached(member);
                goneCheck.gone(member);
            } else if (ExceptionText.isBrokenConnection(failure)) {
                route.selector().unreached(member);
                goneCheck.check(member, known, attempt);
            }
        }
    }

    private void refreshMembers() {
        refresh = strand.later(MEMBERS_REFRESH, this::refreshMembers);
        groups.look();
        CompletionStage<byte[]> answer = selector.forwarder().isPresent()
                ? route.tryDirectly(selector.targetPeer(), attempt)
                : question(MemberList.question());
        var unused = answer.thenApply(MemberList::read)
                .thenAccept(present -> strand.run(() -> selector.replaceMembers(present)));
    }

    @Override
    public void hint(String leader) {
        selector.hint(RaftPeerId.valueOf(leader));
    }

    /** The member that the next request goes to: after an answer, the one that gave it. */
    public String target() {
        return selector.target().toString();
    }

    @Override
    public Optional<String> server() {
        return Optional.of(asked);
    }

    private static String name(RaftPeer member) {
        return member.getId() + "@" + member.getAddress();
    }

    @Override
    public boolean isCutOff() {
        return route.selector().isCutOff();
    }

    @Override
    public void leaveServer() {
        selector.leave();
    }

    @Override
    public void close() {
        refresh.cancel();
        channels.close();
    }
}
