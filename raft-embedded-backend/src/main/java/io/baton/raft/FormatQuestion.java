// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.FormatLevel;
import java.util.Arrays;
import org.apache.ratis.protocol.RaftClientRequest;

/** How the Raft leader asks each member which forms it reads; between members only. */
final class FormatQuestion {

    private static final byte[] QUESTION = {MessageKinds.FORMAT};

    private FormatQuestion() {}

    static byte[] question() {
        return QUESTION.clone();
    }

    /** Answered by each member, not only by the Raft leader. */
    static RaftClientRequest.Type type() {
        return RaftClientRequest.staleReadRequestType(0);
    }

    static boolean isQuestion(byte[] message) {
        return Arrays.equals(message, QUESTION);
    }

    static byte[] answer() {
        return FormatLevel.LATEST.toBytes();
    }
}
