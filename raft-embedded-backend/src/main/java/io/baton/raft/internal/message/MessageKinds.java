// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.message;

/**
 * The first byte of each message between members, or to a member, that is neither an entry nor a poll. All stand here: two
 * messages with one kind would be answered in place of each other.
 */
final class MessageKinds {

    static final byte MEMBER_LIST = 0x33;
    static final byte FORMAT = 0x34;
    static final byte FORWARDED = 0x35;
    static final byte FORWARDED_ANSWER = 0x36;
    static final byte LEADER_REPORT = 0x37;

    private MessageKinds() {}
}
