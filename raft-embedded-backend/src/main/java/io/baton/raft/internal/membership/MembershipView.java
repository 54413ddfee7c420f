// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.raft.internal.config.Address;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.GroupInfoReply;
import org.apache.ratis.protocol.RaftGroupId;

/**
 * What a process that was asked knows of the group, from its own log; others may know better.
 *
 * @param group in which it takes part, with a vote or without
 * @param members who votes; empty if it has heard of no group so far
 * @param former who votes too while a change of the members goes on
 * @param leads whether it takes itself for the Raft leader
 * @param priority of all members alike; a change of addresses alone is none for Ratis unless this changes
 */
public record MembershipView(
        Optional<RaftGroupId> group, List<Address> members, List<Address> former, boolean leads, int priority) {

    /** That of a process that has no data. */
    static final MembershipView NONE = new MembershipView(Optional.empty(), List.of(), List.of(), false, 0);

    public MembershipView {
        members = List.copyOf(members);
        former = List.copyOf(former);
    }

    static MembershipView of(GroupInfoReply reply) {
        RaftConfigurationProto conf = reply.getConf().orElseThrow();
        return new MembershipView(
                Optional.of(reply.getGroup().getGroupId()),
                conf.getPeersList().stream().map(MembershipView::address).toList(),
                conf.getOldPeersList().stream().map(MembershipView::address).toList(),
                reply.getRoleInfoProto().getRole() == RaftPeerRole.LEADER,
                conf.getPeersList().stream()
                        .mapToInt(RaftPeerProto::getPriority)
                        .max()
                        .orElse(0));
    }

    private static Address address(RaftPeerProto peer) {
        return Address.parse(peer.getId().toStringUtf8() + "@" + peer.getAddress());
    }

    public boolean isOf(RaftGroupId one) {
        return group.filter(one::equals).isPresent();
    }

    /** Whether that member has begun a group, maybe under another address, and no other process is in it so far. */
    boolean isBegunBy(Address founder) {
        return group.isPresent()
                && hasMembers()
                && all().stream().map(Address::id).allMatch(founder.id()::equals);
    }

    /** The group and its members, for messages. */
    String description() {
        return "group " + group.map(id -> id.getUuid().toString()).orElse("none") + " with the members " + all();
    }

    public List<Address> all() {
        return Stream.concat(members.stream(), former.stream()).distinct().toList();
    }

    /** Whether the process has heard of a group's members. */
    boolean hasMembers() {
        return !all().isEmpty();
    }

    boolean names(String id) {
        return all().stream().map(Address::id).anyMatch(id::equals);
    }

    /** Whether the members are neither these nor those. */
    boolean isChanging() {
        return !former.isEmpty();
    }
}
