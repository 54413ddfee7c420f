// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

/** Of one server: what it says late, while it ends, is not about the next one. */
record Troubles(Member member, Replica replica) implements GroupStateMachine.Trouble {

    @Override
    public void logFailed(Throwable cause) {
        member.logFailed(replica, cause);
    }

    @Override
    public void unreadable(String entry) {
        member.unreadable(replica, entry);
    }

    @Override
    public void serverEnded() {
        member.ended(replica, true, "was ended by the Raft engine, after a long pause or its removal");
    }
}
