// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import java.util.concurrent.CompletionException;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.exceptions.RaftException;

/** What Ratis answers. */
public final class Replies {

    private Replies() {}

    public static byte[] content(RaftClientReply reply) {
        RaftException refusal = reply.getException();
        if (refusal != null) {
            throw new CompletionException(refusal);
        }
        if (!reply.isSuccess()) {
            throw new CompletionException(new IllegalStateException("no success: " + reply));
        }
        return reply.getMessage().getContent().toByteArray();
    }

    public static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause(cause) : failure;
    }
}
