// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

/**
 * A member of an embedded Raft group, as it was when it was asked. Immutable; says nothing about now.
 *
 * @param id what tells it from the other members
 * @param hostAndPort where the others reach it
 * @param leads whether it leads the group, which has nothing to do with who leads an election
 * @param answers whether it has answered
 */
public record RaftMember(String id, String hostAndPort, boolean leads, boolean answers) {

    /** As it is configured. */
    @Override
    public String toString() {
        return id + "@" + hostAndPort;
    }
}
