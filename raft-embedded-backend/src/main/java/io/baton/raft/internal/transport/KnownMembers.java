// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import io.baton.raft.internal.config.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

/** The members that a process may ask, in the order in which it asks them; there is always one. For one strand. */
final class KnownMembers {

    private final List<RaftPeer> members;

    KnownMembers(List<RaftPeer> members) {
        this.members = new ArrayList<>(members);
    }

    RaftPeer first() {
        return members.get(0);
    }

    Optional<RaftPeer> find(RaftPeerId id) {
        return members.stream().filter(member -> member.getId().equals(id)).findFirst();
    }

    boolean has(RaftPeerId id) {
        return find(id).isPresent();
    }

    RaftPeer get(RaftPeerId id) {
        return members.get(position(id));
    }

    RaftPeerId after(RaftPeerId id) {
        return members.get((position(id) + 1) % members.size()).getId();
    }

    private int position(RaftPeerId id) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).getId().equals(id)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no member " + id);
    }

    void add(RaftPeer member) {
        if (!has(member.getId())) {
            members.add(member);
        }
    }

    void replace(List<Address> present) {
        members.clear();
        present.forEach(member -> members.add(member.toPeer()));
    }
}
