// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import org.apache.ratis.server.RaftServer;

/** What is wrong with a member that its own engine does not see. For the replica's strand only. */
final class MemberWatch {

    private final Inauguration inauguration;
    private final Standstill standstill = new Standstill();

    MemberWatch(RaftServer server) {
        inauguration = new Inauguration(server);
    }

    /** To be asked all the time: whether the member should begin again. */
    boolean isStuck(RaftServer.Division division, long now) {
        inauguration.look(division.getInfo(), now);
        return standstill.isSeen(division, now);
    }
}
