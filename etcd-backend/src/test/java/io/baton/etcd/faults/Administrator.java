// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import com.google.protobuf.ByteString;
import io.baton.etcd.server.EtcdServer;
import io.etcd.jetcd.api.AuthEnableRequest;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthGrpc.AuthBlockingStub;
import io.etcd.jetcd.api.AuthRoleAddRequest;
import io.etcd.jetcd.api.AuthRoleGrantPermissionRequest;
import io.etcd.jetcd.api.AuthRoleRevokePermissionRequest;
import io.etcd.jetcd.api.AuthUserAddRequest;
import io.etcd.jetcd.api.AuthUserChangePasswordRequest;
import io.etcd.jetcd.api.AuthUserGrantRoleRequest;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.Permission;
import io.etcd.jetcd.api.RangeRequest;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The root user of a cluster with TLS and users, who asks one member after the other until one answers. All calls may be
 * made twice. To be used by one thread.
 */
final class Administrator implements AutoCloseable {

    private static final String ROOT = "root";
    private static final String PASSWORD = "administrator";
    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);
    private static final long CALL_SECONDS = 5;
    private static final long BOUND_NANOS = Duration.ofSeconds(60).toNanos();

    /** What an earlier attempt may have done already. */
    private static final Set<Code> DONE = Set.of(Code.NOT_FOUND, Code.FAILED_PRECONDITION, Code.ALREADY_EXISTS);

    private final EventLoopGroup thread = new NioEventLoopGroup(1, new DefaultThreadFactory("etcd-operator", true));
    private final List<ManagedChannel> channels;
    private boolean hasUsers;
    private String token = "";

    Administrator(List<EtcdServer> members, ChannelCredentials credentials) {
        channels = members.stream()
                .map(member -> NettyChannelBuilder.forAddress(member.address(), credentials)
                        .overrideAuthority("localhost")
                        .eventLoopGroup(thread)
                        .channelType(NioSocketChannel.class)
                        .directExecutor()
                        .build())
                .toList();
    }

    /** Turns authentication on, with a user who is permitted everything below a prefix. */
    void addUser(String user, String password, String prefix) {
        auth(auth -> auth.userAdd(user(ROOT, PASSWORD)));
        auth(auth -> auth.roleAdd(AuthRoleAddRequest.newBuilder().setName(ROOT).build()));
        grantRole(ROOT);
        auth(auth -> auth.userAdd(user(user, password)));
        auth(auth -> auth.roleAdd(AuthRoleAddRequest.newBuilder().setName(user).build()));
        grantRole(user);
        permit(user, prefix);
        auth(auth -> auth.authEnable(AuthEnableRequest.getDefaultInstance()));
        hasUsers = true;
    }

    private static AuthUserAddRequest user(String name, String password) {
        return AuthUserAddRequest.newBuilder()
                .setName(name)
                .setPassword(password)
                .build();
    }

    private void grantRole(String userAndRole) {
        auth(auth -> auth.userGrantRole(AuthUserGrantRoleRequest.newBuilder()
                .setUser(userAndRole)
                .setRole(userAndRole)
                .build()));
    }

    void permit(String role, String prefix) {
        Permission permission = Permission.newBuilder()
                .setPermType(Permission.Type.READWRITE)
                .setKey(ByteString.copyFromUtf8(prefix))
                .setRangeEnd(after(prefix))
                .build();
        auth(auth -> auth.roleGrantPermission(AuthRoleGrantPermissionRequest.newBuilder()
                .setName(role)
                .setPerm(permission)
                .build()));
    }

    void forbid(String role, String prefix) {
        auth(auth -> auth.roleRevokePermission(AuthRoleRevokePermissionRequest.newBuilder()
                .setRole(role)
                .setKey(ByteString.copyFromUtf8(prefix))
                .setRangeEnd(after(prefix))
                .build()));
    }

    void changePassword(String user, String password) {
        auth(auth -> auth.userChangePassword(AuthUserChangePasswordRequest.newBuilder()
                .setName(user)
                .setPassword(password)
                .build()));
    }

    /** Everything whose key begins like this, first created first. */
    List<KeyValue> list(String prefix) {
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(prefix))
                .setRangeEnd(after(prefix))
                .setSortTarget(RangeRequest.SortTarget.CREATE)
                .setSortOrder(RangeRequest.SortOrder.ASCEND)
                .build();
        return call(channel -> KVGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
                        .range(request))
                .getKvsList();
    }

    void delete(ByteString key) {
        DeleteRangeRequest request = DeleteRangeRequest.newBuilder().setKey(key).build();
        call(channel -> KVGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
                .deleteRange(request));
    }

    /** Ends a lease, if it stands. */
    void revoke(long lease) {
        LeaseRevokeRequest request =
                LeaseRevokeRequest.newBuilder().setID(lease).build();
        attempt(channel -> LeaseGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
                .leaseRevoke(request));
    }

    private static ByteString after(String prefix) {
        int last = prefix.length() - 1;
        return ByteString.copyFromUtf8(prefix.substring(0, last) + (char) (prefix.charAt(last) + 1));
    }

    private void auth(Function<AuthBlockingStub, ?> action) {
        attempt(channel ->
                action.apply(AuthGrpc.newBlockingStub(channel).withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)));
    }

    private void attempt(Function<Channel, ?> action) {
        try {
            call(action);
        } catch (StatusRuntimeException refused) {
            if (!DONE.contains(refused.getStatus().getCode())) {
                throw refused;
            }
        }
    }

    private <T> T call(Function<Channel, T> action) {
        long begun = System.nanoTime();
        for (int i = 0; ; i++) {
            ManagedChannel channel = channels.get(i % channels.size());
            try {
                return action.apply(authorized(channel));
            } catch (StatusRuntimeException failed) {
                boolean isLast = System.nanoTime() - begun > BOUND_NANOS;
                if (isLast || DONE.contains(failed.getStatus().getCode())) {
                    throw failed;
                }
                token = "";
                channel.resetConnectBackoff();
            }
        }
    }

    private Channel authorized(Channel channel) {
        if (!hasUsers) {
            return channel;
        }
        if (token.isEmpty()) {
            token = AuthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
                    .authenticate(AuthenticateRequest.newBuilder()
                            .setName(ROOT)
                            .setPassword(PASSWORD)
                            .build())
                    .getToken();
        }
        Metadata headers = new Metadata();
        headers.put(TOKEN, token);
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        thread.shutdownGracefully(0, CALL_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
