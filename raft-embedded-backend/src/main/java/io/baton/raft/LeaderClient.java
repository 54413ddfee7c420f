// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.spi.MonotonicClock;
import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;

/** Reaches the leader over the network: asks one member after the other, and whom that one names. */
final class LeaderClient implements RaftEngine {

    private static final AsyncLogger LOG = AsyncLogger.of(LeaderClient.class);

    /** So that an attempt is given up here first. */
    private static final Duration MARGIN = Duration.ofMillis(20);

    /** Longer than any member holds an inquiry. */
    private static final Duration INQUIRY = Duration.ofMillis(1_500);

    /** How long an answer is still welcome: where each commit takes longer than an attempt there would be no other. */
    private static final Duration LATEST = Duration.ofSeconds(3);

    /** Soon enough to hear of new members before all old ones can have gone. */
    private static final Duration ROLL_CALL = Duration.ofSeconds(1);

    /** A commit takes a few milliseconds; whoever has not answered by then is not there, or does not lead. */
    private final Duration attempt;

    private final Strand strand;
    private final SessionSecret secret;
    private final Optional<Consumer<String>> onGone;
    private final Set<RaftPeerId> checked = new HashSet<>();
    private final MemberChannels channels;
    private final ForwardingRoute route;
    private final ClientId client = ClientId.randomId();
    private final List<RaftPeer> members;
    private RaftPeerId target;
    private RaftPeerId hinted;
    private volatile String asked;
    private Strand.Timer rollCall;

    /** With default timeouts. */
    LeaderClient(Group group, Strand strand, SessionSecret secret, Optional<Consumer<String>> onGone) {
        this(group, ElectionTimeouts.DEFAULT, strand, secret, onGone);
    }

    /**
     * @param secret shown with each entry and each inquiry
     * @param onGone hears, on the strand, that no process listens any more where a member was reached
     */
    LeaderClient(
            Group group,
            ElectionTimeouts timeouts,
            Strand strand,
            SessionSecret secret,
            Optional<Consumer<String>> onGone) {
        attempt = timeouts.shortest();
        this.secret = secret;
        this.strand = strand;
        this.onGone = onGone;
        channels = new MemberChannels(MonotonicClock.SYSTEM, group.tls().map(Tls::toRatis));
        route = new ForwardingRoute(strand, channels, client);
        members = new ArrayList<>(group.peers());
        target = members.get(0).getId();
        hinted = target;
        asked = name(members.get(0));
        rollCall = strand.later(ROLL_CALL, this::callRoll);
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
                .orElseGet(() -> ask(message, RaftClientRequest.writeRequestType(), attempt));
    }

    @Override
    public CompletionStage<byte[]> inquire(byte[] inquiry) {
        byte[] message = AuthenticatedMessage.write(inquiry, secret);
        return forwarder()
                .map(by -> forward(by, new ForwardedMessage(false, message), INQUIRY))
                .orElseGet(() -> ask(message, RaftClientRequest.readRequestType(), INQUIRY));
    }

    private Optional<RaftPeerId> forwarder() {
        return route.selector().forwarderTo(target).filter(this::isKnown);
    }

    private CompletionStage<byte[]> forward(RaftPeerId by, ForwardedMessage message, Duration bound) {
        RaftPeerId leader = target;
        asked = name(peer(by));
        return route.send(peer(by), message, bound, LATEST, () -> moveOn(leader));
    }

    private CompletionStage<byte[]> ask(byte[] message, RaftClientRequest.Type type, Duration bound) {
        RaftPeerId member = target;
        RaftPeer peer = peer(member);
        asked = name(peer);
        RaftClientRequest request = Group.request(client, member, message, type);
        Strand.Timer timer = strand.later(bound, () -> {
            channels.silent(member);
            route.selector().unreached(member);
            moveOn(member);
        });
        return channels.send(peer, request, LATEST)
                .thenApply(Replies::content)
                .whenComplete((content, failure) -> strand.run(() -> {
                    timer.cancel();
                    if (failure == null) {
                        answered(member);
                    } else {
                        failed(member, Replies.cause(failure));
                    }
                }));
    }

    private void failed(RaftPeerId member, Throwable failure) {
        LOG.debug("member {} has not carried out a request: {}", member, Causes.text(failure));
        if (failure instanceof NotLeaderException notLeader) {
            answered(member);
            follow(member, notLeader);
        } else if (failure instanceof LeaderNotReadyException) {
            answered(member);
        } else {
            moveOn(member);
            if (Causes.isRefusedConnection(failure)) {
                route.selector().unreached(member);
                gone(member);
            } else if (Causes.isBrokenConnection(failure)) {
                route.selector().unreached(member);
                check(member);
            }
        }
    }

    private void answered(RaftPeerId member) {
        channels.answered(member);
        route.selector().answered(member);
    }

    /** A connection may break for many reasons; whoever is refused a new one knows that the process has gone. */
    private void check(RaftPeerId member) {
        Optional<RaftPeer> known =
                members.stream().filter(other -> other.getId().equals(member)).findFirst();
        if (onGone.isEmpty() || known.isEmpty() || !checked.add(member)) {
            return;
        }
        RaftClientRequest question =
                Group.request(client, member, MemberList.question(), RaftClientRequest.readRequestType());
        var unused = channels.send(known.get(), question, attempt)
                .whenComplete((reply, failure) -> strand.run(() -> {
                    checked.remove(member);
                    if (failure != null && Causes.isRefusedConnection(failure)) {
                        gone(member);
                    }
                }));
    }

    private void gone(RaftPeerId member) {
        onGone.ifPresent(listener -> {
            LOG.debug("nobody listens any more where member {} was", member);
            listener.accept(member.toString());
        });
    }

    private void callRoll() {
        rollCall = strand.later(ROLL_CALL, this::callRoll);
        var unused = (forwarder().isPresent()
                        ? route.tryDirectly(peer(target), attempt)
                        : ask(MemberList.question(), RaftClientRequest.readRequestType(), INQUIRY))
                .thenApply(MemberList::read)
                .thenAccept(present -> strand.run(() -> known(present)));
    }

    /** Whoever is no member any more is not asked any more. */
    private void known(List<Address> present) {
        if (present.isEmpty()) {
            return;
        }
        members.clear();
        present.forEach(member -> members.add(member.toPeer()));
        if (!isKnown(target)) {
            target = members.get(0).getId();
        }
    }

    private void follow(RaftPeerId member, NotLeaderException notLeader) {
        notLeader.getPeers().forEach(this::add);
        RaftPeer suggested = notLeader.getSuggestedLeader();
        if (suggested == null || suggested.getId().equals(member)) {
            route.selector().withdrawn(member);
            moveOn(member);
            return;
        }
        route.selector().named(member, suggested.getId());
        add(suggested);
        if (target.equals(member)) {
            target = suggested.getId();
        }
    }

    private void add(RaftPeer member) {
        if (!isKnown(member.getId())) {
            members.add(member);
        }
    }

    private boolean isKnown(RaftPeerId id) {
        return members.stream().anyMatch(known -> known.getId().equals(id));
    }

    private RaftPeer peer(RaftPeerId id) {
        return members.get(position(id));
    }

    private int position(RaftPeerId id) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).getId().equals(id)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no member " + id);
    }

    /** Not from a Raft leader to which another member forwards. */
    private void moveOn(RaftPeerId from) {
        if (target.equals(from) && forwarder().isEmpty()) {
            target = members.get((position(from) + 1) % members.size()).getId();
        }
    }

    @Override
    public void hint(String leader) {
        RaftPeerId hint = RaftPeerId.valueOf(leader);
        if (!hint.equals(hinted) && isKnown(hint)) {
            hinted = hint;
            target = hint;
        }
    }

    /** Whom the next request goes to: after an answer, whoever has given it. */
    String target() {
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
        rollCall.cancel();
        channels.close();
    }
}
