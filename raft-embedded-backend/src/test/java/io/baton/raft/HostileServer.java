// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.grpc.GrpcUtil;
import org.apache.ratis.proto.RaftProtos.AlreadyClosedExceptionProto;
import org.apache.ratis.proto.RaftProtos.GroupListReplyProto;
import org.apache.ratis.proto.RaftProtos.RaftClientReplyProto;
import org.apache.ratis.proto.RaftProtos.StateMachineExceptionProto;
import org.apache.ratis.proto.RaftProtos.ThrowableProto;
import org.apache.ratis.proto.grpc.AdminProtocolServiceGrpc;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.HandlerRegistry;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.MethodDescriptor;
import org.apache.ratis.thirdparty.io.grpc.Server;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerMethodDefinition;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyServerBuilder;
import org.apache.ratis.util.ProtoUtils;

/** Takes every call for its own and answers with a Java object that tells when it is made anew. Thread-safe. */
final class HostileServer implements AutoCloseable {

    private static final String CLASS = "java.io.IOException";
    private static final String TEXT = "two\nlines";

    private final Server server;
    private final AtomicInteger calls = new AtomicInteger();

    private HostileServer(Answer answer, boolean hostsAGroup) {
        HandlerRegistry any = new HandlerRegistry() {
            @Override
            public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
                return ServerMethodDefinition.create(
                        method(name), isHarmless(name, hostsAGroup) ? groups() : handler(answer));
            }
        };
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .fallbackHandlerRegistry(any)
                .build();
    }

    static HostileServer answering(Answer answer) {
        return begun(new HostileServer(answer, false));
    }

    /** Says of which group it is as any member does, so that it is asked more. */
    static HostileServer hostingAGroup(Answer answer) {
        return begun(new HostileServer(answer, true));
    }

    private static boolean isHarmless(String name, boolean hostsAGroup) {
        return hostsAGroup
                && name.equals(AdminProtocolServiceGrpc.getGroupListMethod().getFullMethodName());
    }

    private static HostileServer begun(HostileServer hostile) {
        try {
            hostile.server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Landmine.STEPPED_ON.set(0);
        return hostile;
    }

    int port() {
        return server.getPort();
    }

    /** How often it was asked anything. */
    int calls() {
        return calls.get();
    }

    /** How often one of its objects was made anew. */
    static int objectsMade() {
        return Landmine.STEPPED_ON.get();
    }

    /** Makes an object of what the server sends, as a careless client does. */
    static Object careless() throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(Landmine.serialized()))) {
            return in.readObject();
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static MethodDescriptor<byte[], byte[]> method(String name) {
        MethodDescriptor.Marshaller<byte[]> bytes = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                try {
                    return stream.readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        return MethodDescriptor.newBuilder(bytes, bytes)
                .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                .setFullMethodName(name)
                .build();
    }

    private static ServerCallHandler<byte[], byte[]> groups() {
        byte[] groups = GroupListReplyProto.newBuilder()
                .addGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(RaftGroupId.randomId()))
                .build()
                .toByteArray();
        return (call, headers) -> {
            call.request(1);
            call.sendHeaders(new Metadata());
            call.sendMessage(groups);
            call.close(Status.OK, new Metadata());
            return new ServerCall.Listener<>() {};
        };
    }

    private ServerCallHandler<byte[], byte[]> handler(Answer answer) {
        return (call, headers) -> {
            call.request(1);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    calls.incrementAndGet();
                    answer.give(call);
                }
            };
        };
    }

    /** Where the object is. */
    enum Answer {
        TRAILER,
        CLOSED,
        STORE,
        STEPPING_DOWN,
        TRANSFER,
        STREAM,
        READ,
        READ_INDEX,
        NONSENSE;

        private void give(ServerCall<byte[], byte[]> call) {
            if (this == TRAILER) {
                Metadata trailers = new Metadata();
                trailers.put(GrpcUtil.EXCEPTION_TYPE_KEY, Landmine.class.getName());
                trailers.put(GrpcUtil.EXCEPTION_OBJECT_KEY, Landmine.serialized());
                call.close(Status.INTERNAL.withDescription(TEXT), trailers);
                return;
            }
            call.sendHeaders(new Metadata());
            call.sendMessage(
                    this == NONSENSE
                            ? new byte[] {8, 7, 6, 5, 4, 3, 2, 1}
                            : reply().build().toByteArray());
            call.close(Status.OK, new Metadata());
        }

        private RaftClientReplyProto.Builder reply() {
            RaftClientReplyProto.Builder reply = RaftClientReplyProto.newBuilder();
            return switch (this) {
                case CLOSED ->
                    reply.setAlreadyClosedException(AlreadyClosedExceptionProto.newBuilder()
                            .setExceptionClassName(CLASS)
                            .setErrorMsg(TEXT)
                            .setStacktrace(Landmine.bytes()));
                case STORE ->
                    reply.setStateMachineException(StateMachineExceptionProto.newBuilder()
                            .setExceptionClassName(CLASS)
                            .setErrorMsg(TEXT)
                            .setStacktrace(Landmine.bytes()));
                case STEPPING_DOWN -> reply.setLeaderSteppingDownException(throwable());
                case TRANSFER -> reply.setTransferLeadershipException(throwable());
                case STREAM -> reply.setDataStreamException(throwable());
                case READ -> reply.setReadException(throwable());
                case READ_INDEX -> reply.setReadIndexException(throwable());
                case TRAILER, NONSENSE -> reply;
            };
        }

        private static ThrowableProto.Builder throwable() {
            return ThrowableProto.newBuilder()
                    .setClassName(CLASS)
                    .setErrorMessage(TEXT)
                    .setStackTrace(Landmine.bytes())
                    .setCause(Landmine.bytes());
        }
    }

    /** Counts how often it is made of bytes. */
    static final class Landmine extends Exception implements Serializable {

        @Serial
        private static final long serialVersionUID = 1;

        private static final AtomicInteger STEPPED_ON = new AtomicInteger();

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            STEPPED_ON.incrementAndGet();
        }

        static byte[] serialized() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(new Landmine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }

        static ByteString bytes() {
            return ByteString.copyFrom(serialized());
        }
    }
}
