// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.store;

import io.baton.raft.internal.config.GroupConfig;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;

/**
 * The group in which a server takes part: it may begin without one. Thread-safe.
 *
 * @param id of the group, as soon as there is one
 */
public record HostedGroup(RaftServer server, Supplier<Optional<RaftGroupId>> id) {

    /** The part of the server that belongs to the group, while there is one. */
    public Optional<RaftServer.Division> division() {
        return id.get().flatMap(known -> GroupConfig.division(server, known));
    }
}
