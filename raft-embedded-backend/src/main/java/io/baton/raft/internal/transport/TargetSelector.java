// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import io.baton.raft.internal.config.Address;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.NotLeaderException;

/** Chooses the member that is taken for the Raft leader: each in turn, or the one that an answer or a hint names. For the strand only. */
final class TargetSelector {

    private final KnownMembers members;
    private final ForwarderSelector forwarders;
    private RaftPeerId target;
    private RaftPeerId hinted;

    TargetSelector(KnownMembers members, ForwarderSelector forwarders) {
        this.members = members;
        this.forwarders = forwarders;
        target = members.first().getId();
        hinted = target;
    }

    RaftPeerId target() {
        return target;
    }

    RaftPeer targetPeer() {
        return members.get(target);
    }

    /** The member that forwards to the target, unless the target is to be asked directly. */
    Optional<RaftPeer> forwarder() {
        return forwarders.forwarderTo(target).flatMap(members::find);
    }

    void hint(RaftPeerId leader) {
        if (!leader.equals(hinted) && members.has(leader)) {
            hinted = leader;
            target = leader;
        }
    }

    /** The member says that another one leads, or that it knows of none. */
    void follow(RaftPeerId member, NotLeaderException notLeader) {
        notLeader.getPeers().forEach(members::add);
        RaftPeer suggested = notLeader.getSuggestedLeader();
        if (suggested == null || suggested.getId().equals(member)) {
            forwarders.withdrawn(member);
            moveOn(member);
            return;
        }
        forwarders.named(member, suggested.getId());
        members.add(suggested);
        if (target.equals(member)) {
            target = suggested.getId();
        }
    }

    /** Not from a Raft leader to which another member forwards. */
    void moveOn(RaftPeerId from) {
        if (target.equals(from) && forwarder().isEmpty()) {
            target = members.after(from);
        }
    }

    /** Neither the target nor the member that forwards to it is asked next. */
    void leave() {
        Optional<RaftPeer> forwarder = forwarder();
        if (forwarder.isPresent()) {
            forwarders.withdrawn(forwarder.get().getId());
        }
        moveOn(target);
    }

    /** A process that is no member any more is not asked any more. */
    void replaceMembers(List<Address> present) {
        if (present.isEmpty()) {
            return;
        }
        members.replace(present);
        if (!members.has(target)) {
            target = members.first().getId();
        }
    }
}
