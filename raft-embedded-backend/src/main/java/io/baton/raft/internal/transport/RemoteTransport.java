// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import io.baton.raft.internal.config.Address;
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
import java.util.List;
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
    private RaftPeerId target;
    private RaftPeerId hinted;
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
        target = members.first().getId();
        hinted = target;
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
        return forwarder()
                .map(by -> forward(by, new ForwardedMessage(true, message), attempt))
                .orElseGet(() -> ask((peer, group) -> put(peer, group, message), attempt));
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
        return forwarder()
                .map(by -> forward(by, new ForwardedMessage(false, message), INQUIRY))
                .orElseGet(() -> question(message));
    }

    private CompletionStage<byte[]> question(byte[] message) {
        return ask((peer, group) -> send(peer, group, message, RaftClientRequest.readRequestType()), INQUIRY);
    }

    private Optional<RaftPeerId> forwarder() {
        return route.selector().forwarderTo(target).filter(members::has);
    }

    private CompletionStage<byte[]> forward(RaftPeerId by, ForwardedMessage message, Duration bound) {
        RaftPeerId leader = target;
        asked = name(members.get(by));
        return route.send(members.get(by), message, bound, LATEST, () -> moveOn(leader));
    }

    private CompletableFuture<byte[]> send(
            RaftPeer peer, RaftGroupId group, byte[] message, RaftClientRequest.Type type) {
        return channels.send(peer, RatisRequests.request(client, peer.getId(), group, message, type), LATEST)
                .thenApply(Replies::content);
    }

    private CompletionStage<byte[]> ask(
            BiFunction<RaftPeer, RaftGroupId, CompletableFuture<byte[]>> request, Duration bound) {
        RaftPeerId member = target;
        RaftPeer peer = members.get(member);
        asked = name(peer);
        Strand.Timer timer = strand.later(bound, () -> {
            channels.silent(member);
            route.selector().unreached(member);
            moveOn(member);
        });
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

    private void answered(RaftPeerId member) {
        channels.answered(member);
        groups.answered(member);
        route.selector().answered(member);
    }

    private void failed(RaftPeerId member, Throwable failure) {
        LOG.debug("member {} has not carried out a request: {}", member, ExceptionText.text(failure));
        if (failure instanceof NotLeaderException notLeader) {
            answered(member);
            follow(member, notLeader);
        } else if (failure instanceof LeaderNotReadyException) {
            answered(member);
        } else {
            members.find(member).ifPresent(peer -> groups.doubt(peer, ExceptionText.isRefusal(failure)));
            moveOn(member);
            if (ExceptionText.isRefusedConnection(failure)) {
                route.selector().unreached(member);
                goneCheck.gone(member);
            } else if (ExceptionText.isBrokenConnection(failure)) {
                route.selector().unreached(member);
                goneCheck.check(member, members.find(member), attempt);
            }
        }
    }

    private void refreshMembers() {
        refresh = strand.later(MEMBERS_REFRESH, this::refreshMembers);
        groups.look();
        var unused = (forwarder().isPresent()
                        ? route.tryDirectly(members.get(target), attempt)
                        : question(MemberList.question()))
                .thenApply(MemberList::read)
                .thenAccept(present -> strand.run(() -> known(present)));
    }

    /** A process that is no member any more is not asked any more. */
    private void known(List<Address> present) {
        if (present.isEmpty()) {
            return;
        }
        members.replace(present);
        if (!members.has(target)) {
            target = members.first().getId();
        }
    }

    private void follow(RaftPeerId member, NotLeaderException notLeader) {
        notLeader.getPeers().forEach(members::add);
        RaftPeer suggested = notLeader.getSuggestedLeader();
        if (suggested == null || suggested.getId().equals(member)) {
            route.selector().withdrawn(member);
            moveOn(member);
            return;
        }
        route.selector().named(member, suggested.getId());
        members.add(suggested);
        if (target.equals(member)) {
            target = suggested.getId();
        }
    }

    /** Not from a Raft leader to which another member forwards. */
    private void moveOn(RaftPeerId from) {
        if (target.equals(from) && forwarder().isEmpty()) {
            target = members.after(from);
        }
    }

    @Override
    public void hint(String leader) {
        RaftPeerId hint = RaftPeerId.valueOf(leader);
        if (!hint.equals(hinted) && members.has(hint)) {
            hinted = hint;
            target = hint;
        }
    }

    /** The member that the next request goes to: after an answer, the one that gave it. */
    public String target() {
        return target.toString();
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
        forwarder().ifPresent(route.selector()::withdrawn);
        moveOn(target);
    }

    @Override
    public void close() {
        refresh.cancel();
        channels.close();
    }
}
