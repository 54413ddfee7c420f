// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A call as it stands in the account of a {@link CallLog}.
 *
 * @param connection counted from 1; a client that reconnects has more than one
 * @param stream as HTTP/2 numbers it within the connection
 * @param method without its package: {@code KV/Txn}, {@code Lease/LeaseKeepAlive}, {@code Watch/Watch} ...
 * @param round 1 for a call that waited for no other one's answer since the log began, and one more than the greatest
 *     round answered before it was sent for the rest; what is told on a stream that stays open is no answer
 * @param requests the messages of the client
 * @param replies the messages of the server
 * @param requestBytes with all frames of the call, not with those of its connection
 * @param status the code of a gRPC status once the server has ended the call; 0 when it succeeded
 */
public record Call(
        long connection,
        int stream,
        String method,
        int round,
        List<ByteString> requests,
        List<ByteString> replies,
        long requestBytes,
        long replyBytes,
        OptionalInt status) {

    private static final Set<String> STREAMS =
            Set.of("Watch/Watch", "Lease/LeaseKeepAlive", "Election/Observe", "Maintenance/Snapshot");

    public Call {
        requests = List.copyOf(requests);
        replies = List.copyOf(replies);
    }

    /** Whether the server has ended it, with whatever status. What the client has given up is never answered. */
    public boolean isAnswered() {
        return status.isPresent();
    }

    /** Whether calls of this kind stay open for any number of messages. */
    public boolean isStream() {
        return isStream(method);
    }

    static boolean isStream(String method) {
        return STREAMS.contains(method);
    }

    /** Its first request. */
    public <T> T request(Parser<T> parser) {
        return parsed(requests.get(0), parser);
    }

    /** Its first reply. */
    public <T> T reply(Parser<T> parser) {
        return parsed(replies.get(0), parser);
    }

    private <T> T parsed(ByteString message, Parser<T> parser) {
        try {
            return parser.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("not what " + method + " is called with: " + message, e);
        }
    }

    @Override
    public String toString() {
        return method + " (connection " + connection + ", stream " + stream + ", round " + round + ", "
                + requests.size() + " requests, " + replies.size() + " replies, status " + status + ")";
    }
}
