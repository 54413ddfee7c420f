// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.message;

import io.baton.raft.internal.config.Address;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.ratis.protocol.RaftPeer;

/** How a client asks who the members are, and how that is answered; between members and clients only. */
public final class MemberList {

    private static final byte[] QUESTION = {MessageKinds.MEMBER_LIST};
    private static final String NONE = "";

    private MemberList() {}

    public static byte[] question() {
        return QUESTION.clone();
    }

    public static boolean isQuestion(byte[] message) {
        return Arrays.equals(message, QUESTION);
    }

    public static byte[] write(Collection<RaftPeer> members) {
        return members.stream()
                .map(peer -> peer.getId() + "@" + peer.getAddress())
                .collect(Collectors.joining(","))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads the answer to the question.
     *
     * @throws IllegalArgumentException if it is no such answer
     */
    public static List<Address> read(byte[] answer) {
        String text = new String(answer, StandardCharsets.UTF_8);
        return text.equals(NONE)
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(Address::parse).toList();
    }
}
