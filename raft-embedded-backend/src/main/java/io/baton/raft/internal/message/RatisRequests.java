// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.message;

import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/** Requests and replies as Ratis carries them. */
public final class RatisRequests {

    private RatisRequests() {}

    /** A message to the replica of that group on that member. */
    public static RaftClientRequest request(
            ClientId client, RaftPeerId member, RaftGroupId group, byte[] message, RaftClientRequest.Type type) {
        return RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(member)
                .setGroupId(group)
                .setCallId(CallId.getAndIncrement())
                .setMessage(message(message))
                .setType(type)
                .build();
    }

    /** The bytes, which must not change any more. */
    public static Message message(byte[] bytes) {
        ByteString content = UnsafeByteOperations.unsafeWrap(bytes);
        return Message.valueOf(content);
    }
}
