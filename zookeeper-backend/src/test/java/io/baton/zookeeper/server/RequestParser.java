// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.zookeeper.server.Request.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.jute.BinaryInputArchive;
import org.apache.zookeeper.MultiOperationRecord;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.ByteBufferInputStream;

/** Reads the frames of requests. */
final class RequestParser {

    /** The first request of a connection carries no xid; no other one has this. */
    static final int CONNECT_XID = 0;

    private static final Set<Integer> MULTI = Set.of(OpCode.multi, OpCode.multiRead);
    private static final Set<Integer> WITHOUT_PATH = Set.of(
            OpCode.ping,
            OpCode.auth,
            OpCode.sasl,
            OpCode.setWatches,
            OpCode.setWatches2,
            OpCode.closeSession,
            OpCode.reconfig,
            OpCode.whoAmI);

    private RequestParser() {}

    static Request connect(long connection, ByteBuffer frame, int round) {
        return new Request(
                connection,
                CONNECT_XID,
                name(OpCode.createSession),
                "",
                List.of(),
                size(frame),
                round,
                Optional.empty());
    }

    static Request parse(long connection, ByteBuffer frame, int nextRound) {
        int bytes = size(frame);
        int xid = frame.getInt();
        int op = frame.getInt();
        int round = op == OpCode.ping ? 0 : nextRound;
        List<Part> parts = MULTI.contains(op) ? parts(frame) : List.of();
        String path = MULTI.contains(op) || WITHOUT_PATH.contains(op) ? "" : string(frame);
        return new Request(connection, xid, name(op), path, parts, bytes, round, Optional.empty());
    }

    static int size(ByteBuffer frame) {
        return Integer.BYTES + frame.remaining();
    }

    static String string(ByteBuffer frame) {
        byte[] text = new byte[frame.getInt()];
        frame.get(text);
        return new String(text, UTF_8);
    }

    private static List<Part> parts(ByteBuffer frame) {
        MultiOperationRecord multi = new MultiOperationRecord();
        try {
            multi.deserialize(BinaryInputArchive.getArchive(new ByteBufferInputStream(frame)), "request");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return StreamSupport.stream(multi.spliterator(), false)
                .map(op -> new Part(name(op.getType()), op.getPath()))
                .toList();
    }

    private static String name(int op) {
        return org.apache.zookeeper.server.Request.op2String(op);
    }
}
