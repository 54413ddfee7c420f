// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.ratis.protocol.RaftGroupId;

/**
 * The group to which this process keeps: the first one whose log has taken an entry from it. Thread-safe.
 *
 * <p>Another founding counts its tokens from the beginning. Only a process without a memory may go there, and an operator has to
 * have raised the floor before.
 */
public final class GroupBinding implements GroupLookup.Kept {

    private final Consumer<IOException> onFoundedAnew;
    private volatile Optional<RaftGroupId> group = Optional.empty();

    /**
     * A process that has taken part in no group so far.
     *
     * @param onFoundedAnew hears that only members of another founding answer; from any thread
     */
    public GroupBinding(Consumer<IOException> onFoundedAnew) {
        this.onFoundedAnew = onFoundedAnew;
    }

    @Override
    public Optional<RaftGroupId> group() {
        return group;
    }

    @Override
    public void taken(RaftGroupId by) {
        if (group.isEmpty()) {
            group = Optional.of(by);
        }
    }

    @Override
    public void onlyOthersAnswer(RaftGroupId other) {
        objection(other).ifPresent(onFoundedAnew);
    }

    /** Why this process does not take part in that group, if it does not. */
    public Optional<IOException> objection(RaftGroupId other) {
        return group.filter(known -> !known.equals(other))
                .map(known -> objection(known, "the group was founded anew", "finds group " + other.getUuid()));
    }

    /** Why this process does not begin a group, if it does not. */
    public Optional<IOException> objectionToFounding() {
        return group.map(known -> objection(known, "the group would be founded anew", "has no data of it any more"));
    }

    private static IOException objection(RaftGroupId known, String what, String found) {
        return new IOException(what + ": this process has taken part in group " + known.getUuid() + ", and " + found
                + ". The tokens of a new group may begin again: raise the token floor of each election, then start this"
                + " process anew; or put the data of the former group back");
    }
}
