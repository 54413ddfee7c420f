// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.BatonException;
import io.baton.raft.internal.config.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A change of the members, computed from the members present when it is carried out. */
public interface MembershipOperation {

    /**
     * The members that there are to be.
     *
     * @return nothing if they are that already
     * @throws BatonException if it cannot be
     */
    Optional<List<Address>> of(List<Address> members);

    static MembershipOperation adding(Address added) {
        return members -> {
            if (members.contains(added)) {
                return Optional.empty();
            }
            checkFree(added, members);
            return Optional.of(with(members, added));
        };
    }

    static MembershipOperation removing(String id) {
        return members -> {
            if (!has(id, members)) {
                return Optional.empty();
            }
            List<Address> others = without(members, id);
            if (others.isEmpty()) {
                throw new BatonException(id + " is the only member: without it there would be no group");
            }
            return Optional.of(others);
        };
    }

    /** In one step, so that a member that is gone does not have to be outvoted meanwhile. */
    static MembershipOperation replacing(String id, Address added) {
        return members -> {
            boolean isThere = members.contains(added);
            if (!has(id, members)) {
                if (isThere) {
                    return Optional.empty();
                }
                throw new BatonException(id + " is none of the members " + members);
            }
            List<Address> others = without(members, id);
            if (isThere) {
                return Optional.of(others);
            }
            checkFree(added, others);
            return Optional.of(with(others, added));
        };
    }

    /** The member of that id listens there from now on; it has kept its data. */
    static MembershipOperation moving(Address moved) {
        return members -> {
            if (members.contains(moved) || !has(moved.id(), members)) {
                return Optional.empty();
            }
            List<Address> others = without(members, moved.id());
            checkFree(moved, others);
            return Optional.of(with(others, moved));
        };
    }

    private static void checkFree(Address added, List<Address> members) {
        for (Address member : members) {
            if (member.id().equals(added.id()) || member.hostAndPort().equals(added.hostAndPort())) {
                throw new BatonException(added + " has the id or the address of member " + member);
            }
        }
    }

    private static boolean has(String id, List<Address> members) {
        return members.stream().map(Address::id).anyMatch(id::equals);
    }

    private static List<Address> with(List<Address> members, Address added) {
        List<Address> more = new ArrayList<>(members);
        more.add(added);
        return more;
    }

    private static List<Address> without(List<Address> members, String id) {
        return members.stream().filter(member -> !member.id().equals(id)).toList();
    }
}
