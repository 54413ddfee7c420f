// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.security;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.member.store.HostedGroup;
import io.baton.raft.internal.member.workaround.VoteFlush;
import io.baton.raft.internal.membership.AdminClient;
import io.baton.raft.internal.membership.GroupProbe;
import io.baton.raft.internal.membership.MembershipView;
import io.baton.raft.internal.storage.GroupDirectory;
import io.baton.spi.MonotonicClock;
import io.baton.spi.support.Strand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.proto.grpc.AdminProtocolServiceGrpc;
import org.apache.ratis.proto.grpc.RaftClientProtocolServiceGrpc;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.MethodDescriptor;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyServerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets each caller of a member do what its certificate entitles it to: members vote and append, members and administrators
 * change the group, and every process that TLS lets in takes part in elections. Calls that Baton never makes over the network
 * are refused to all. Thread-safe.
 */
public final class CallAuthorizer implements ServerInterceptor, GrpcServices.Customizer {

    private static final Logger LOG = LoggerFactory.getLogger(CallAuthorizer.class);

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final Set<String> OF_ALL = names(
            RaftClientProtocolServiceGrpc.getOrderedMethod(),
            RaftClientProtocolServiceGrpc.getUnorderedMethod(),
            AdminProtocolServiceGrpc.getGroupListMethod(),
            AdminProtocolServiceGrpc.getGroupInfoMethod());
    private static final Set<String> OF_ADMINISTRATORS = names(
            AdminProtocolServiceGrpc.getSetConfigurationMethod(),
            AdminProtocolServiceGrpc.getTransferLeadershipMethod());
    private static final String OF_MEMBERS = RaftServerProtocolServiceGrpc.SERVICE_NAME;

    private final GroupConfig groupConfig;
    private final RefusalNotices notices = new RefusalNotices();
    private final Callers callers = new Callers();
    private final Set<Address> learned = ConcurrentHashMap.newKeySet();
    private final Strand strand =
            new Strand("baton-raft-authorizer", fault -> LOG.debug("the members could not be asked", fault));
    private volatile long askedAt = MonotonicClock.SYSTEM.nanos() - AGAIN.toNanos();
    private volatile Optional<HostedGroup> hosted = Optional.empty();

    public CallAuthorizer(GroupConfig groupConfig) {
        this.groupConfig = groupConfig;
    }

    /** The processes whose requests this member carries out. */
    public Callers callers() {
        return callers;
    }

    /** From now on this server says who the members are, besides the configuration. */
    public void serves(HostedGroup begun) {
        hosted = Optional.of(begun);
    }

    @Override
    public NettyServerBuilder customize(NettyServerBuilder builder, EnumSet<GrpcServices.Type> types) {
        return builder.intercept(new VoteFlush(this::groupDir)).intercept(this);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Caller caller = new Caller(call);
        Optional<String> refusal = refusal(call.getMethodDescriptor(), caller);
        if (refusal.isEmpty()) {
            return callers.listen(caller, next.startCall(call, headers));
        }
        notices.tell(caller + " at " + caller.address(), caller + " " + refusal.get(), refusal.get());
        call.close(Status.PERMISSION_DENIED.withDescription(caller + " " + refusal.get()), new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private Optional<String> refusal(MethodDescriptor<?, ?> method, Caller caller) {
        String name = method.getFullMethodName();
        if (OF_ALL.contains(name)) {
            return Optional.empty();
        }
        if (OF_MEMBERS.equals(method.getServiceName())) {
            if (isEntitled(caller, false)) {
                return Optional.empty();
            }
            askAround();
            return Optional.of("is for none of the members " + members() + ", which alone may call " + name);
        }
        if (OF_ADMINISTRATORS.contains(name)) {
            return isEntitled(caller, true)
                    ? Optional.empty()
                    : Optional.of(
                            "is for no member and no administrator (baton.raft.administrators), who alone may call "
                                    + name);
        }
        return Optional.of("may not call " + name + ": no process may");
    }

    /** Without TLS a caller cannot be told from another. */
    private boolean isEntitled(Caller caller, boolean asAdministrator) {
        if (groupConfig.tls().isEmpty()) {
            return true;
        }
        CertificateNames names = caller.certificate().orElse(null);
        return names != null
                && (members().stream().anyMatch(names::isFor)
                        || (asAdministrator
                                && groupConfig.administrators().stream().anyMatch(names::names)));
    }

    private Optional<Path> groupDir() {
        return hosted.flatMap(begun -> begun.id().get()).map(id -> GroupDirectory.of(groupConfig.memberDir(), id));
    }

    private Optional<RaftServer.Division> division() {
        return hosted.flatMap(HostedGroup::division);
    }

    private List<Address> members() {
        Set<Address> members = new LinkedHashSet<>(groupConfig.members());
        members.addAll(learned);
        Optional<RaftServer.Division> division = division();
        if (division.isPresent()) {
            division.get().getRaftConf().getAllPeers().stream().map(Address::of).forEach(members::add);
        }
        return List.copyOf(members);
    }

    /**
     * The caller may be a member of which this one has not heard, since it was not there when the group changed. The members
     * that it knows are asked, and the caller is let in when it calls again.
     */
    private void askAround() {
        long now = MonotonicClock.SYSTEM.nanos();
        if (now - askedAt < AGAIN.toNanos()) {
            return;
        }
        askedAt = now;
        strand.run(this::learnMembers);
    }

    private void learnMembers() {
        Optional<RaftServer.Division> division = division();
        if (division.isEmpty()) {
            return;
        }
        RaftGroupId own = division.get().getMemberId().getGroupId();
        try (AdminClient connection = new AdminClient(groupConfig)) {
            for (MembershipView view :
                    GroupProbe.views(connection, members(), groupConfig.id()).views()) {
                if (view.isOf(own)) {
                    learned.addAll(view.all());
                }
            }
        }
    }

    public void close() {
        strand.stop();
    }

    private static Set<String> names(MethodDescriptor<?, ?>... methods) {
        return Arrays.stream(methods).map(MethodDescriptor::getFullMethodName).collect(Collectors.toUnmodifiableSet());
    }
}
