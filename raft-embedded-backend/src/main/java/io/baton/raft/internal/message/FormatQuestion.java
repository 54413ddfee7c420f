// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.message;

import io.baton.raft.state.codec.FormatLevelCodec;
import io.baton.raft.state.request.FormatLevel;
import java.util.Arrays;
import org.apache.ratis.protocol.RaftClientRequest;

/** How the Raft leader asks each member which forms it reads; between members only. */
public final class FormatQuestion {

    private static final byte[] QUESTION = {MessageKinds.FORMAT};

    private FormatQuestion() {}

    public static byte[] question() {
        return QUESTION.clone();
    }

    /** Answered by each member, not only by the Raft leader. */
    public static RaftClientRequest.Type type() {
        return RaftClientRequest.staleReadRequestType(0);
    }

    public static boolean isQuestion(byte[] message) {
        return Arrays.equals(message, QUESTION);
    }

    public static byte[] answer() {
        return FormatLevelCodec.write(FormatLevel.LATEST);
    }
}
