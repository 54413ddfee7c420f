// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.config.RatisSettings;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.member.store.HostedGroup;
import io.baton.raft.internal.member.store.LeaderContact;
import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.member.workaround.PeerAddresses;
import io.baton.raft.internal.member.workaround.ProcessExit;
import io.baton.raft.internal.member.workaround.ServerShutdown;
import io.baton.raft.internal.member.workaround.StalledFollowerWatchdog;
import io.baton.raft.internal.member.workaround.StuckTermWatchdog;
import io.baton.raft.internal.membership.MemberBootstrap;
import io.baton.raft.internal.message.RatisRequests;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.internal.security.CallAuthorizer;
import io.baton.raft.internal.security.EntryAuthorizer;
import io.baton.raft.internal.security.EntryCheck;
import io.baton.raft.internal.storage.DataDirCheck;
import io.baton.raft.internal.transport.GroupBinding;
import io.baton.raft.internal.transport.Replies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.ExitUtils;
import org.jspecify.annotations.Nullable;

/** A server of Ratis with its replica: one life of a member. */
record RunningMember(
        RaftServer server,
        ReplicatedStore replica,
        MemberBootstrap bootstrap,
        GroupBinding binding,
        StuckTermWatchdog stuckTermWatchdog,
        CallAuthorizer authorizer,
        MemberService service) {

    /**
     * Starts a server; blocks until it listens.
     *
     * @param own what this process shows with its own entries
     * @throws IOException if the data cannot be read or nothing can listen; nothing is left of the server then
     */
    static RunningMember start(
            GroupConfig group,
            SessionSecret own,
            ElectionTimeouts timeouts,
            GroupBinding binding,
            ServerFailureListener serverFailureListener)
            throws IOException {
        ProcessExit.forbid();
        ReplicatedStore replica = serverFailureListener.replica();
        Path dataDir = group.memberDir();
        Address self = group.self().orElseThrow();
        CallAuthorizer authorizer = new CallAuthorizer(group);
        RaftServer server = null;
        MemberBootstrap bootstrap = null;
        try {
            Files.createDirectories(dataDir);
            bootstrap = MemberBootstrap.of(group, timeouts, binding, serverFailureListener);
            bootstrap.checkData();
            EntryCheck check =
                    new EntryCheck(new EntryAuthorizer(replica, own), authorizer.callers(), bootstrap::isFounding);
            GroupStateMachine machine = new GroupStateMachine(replica, check, serverFailureListener);
            RaftServer.Builder builder = RaftServer.newBuilder()
                    .setServerId(RaftPeerId.valueOf(self.id()))
                    .setStateMachine(machine)
                    .setProperties(RatisSettings.server(group.listening(), dataDir, timeouts))
                    .setParameters(group.parameters(authorizer));
            server = build(builder, bootstrap);
            HostedGroup hosted = new HostedGroup(server, bootstrap::group);
            authorizer.serves(hosted);
            MemberService service = MemberService.of(hosted, replica, group);
            machine.serves(service);
            server.start();
            new FormatUpgrade(group, replica, hosted).begin();
            new PeerAddresses(hosted, replica).begin();
            service.begin();
            return new RunningMember(
                    server, replica, bootstrap, binding, new StuckTermWatchdog(server, timeouts), authorizer, service);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            authorizer.close();
            closeUnstarted(bootstrap, server, replica);
            throw failure(group, e);
        }
    }

    private static void closeUnstarted(
            @Nullable MemberBootstrap bootstrap, @Nullable RaftServer server, ReplicatedStore replica) {
        try {
            if (bootstrap != null) {
                bootstrap.close();
            }
        } finally {
            close(server, replica);
        }
    }

    private static void close(@Nullable RaftServer server, ReplicatedStore replica) {
        try {
            if (server != null) {
                ServerShutdown.close(server, replica);
            }
        } finally {
            replica.close();
        }
    }

    private static IOException failure(GroupConfig group, Throwable e) {
        String member = "member " + group.self().orElseThrow() + " ";
        if (e instanceof ExitUtils.ExitException) {
            return new IOException(member + group.listening().explain(e), e);
        }
        Path dataDir = group.memberDir();
        String what =
                DataDirCheck.inLog(e, dataDir).map(damage -> damage + ": ").orElse("");
        return new IOException(
                member + "cannot start with the data in " + dataDir + ": " + what + ExceptionText.text(e), e);
    }

    EarlyElection earlyElection() {
        return service.earlyElection();
    }

    private static RaftServer build(RaftServer.Builder builder, MemberBootstrap bootstrap) throws IOException {
        bootstrap.initial().ifPresent(builder::setGroup);
        return builder.setOption(RaftStorage.StartupOption.RECOVER).build();
    }

    /** What there is of the group here, while this member takes part in one. */
    Optional<RaftServer.Division> division() {
        return bootstrap.group().flatMap(group -> GroupConfig.division(server, group));
    }

    /** Puts a command into the log, if this member leads; it is written with the secret of its process. */
    CompletableFuture<byte[]> submit(ClientId client, byte[] command) {
        RaftGroupId group = bootstrap.group().orElse(null);
        if (group == null) {
            return CompletableFuture.failedFuture(new IllegalStateException("the member belongs to no group so far"));
        }
        RaftClientRequest request =
                RatisRequests.request(client, server.getId(), group, command, RaftClientRequest.writeRequestType());
        try {
            return server.submitClientRequestAsync(request).thenApply(reply -> {
                byte[] content = Replies.content(reply);
                binding.taken(group);
                return content;
            });
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** To be called all the time: notes which Raft leader this member follows, and has it begin again where Ratis does not go on. */
    void look(StalledFollowerWatchdog stalledFollowerWatchdog, MemberLifecycle member) {
        RaftServer.Division division = division().orElse(null);
        if (division == null) {
            return;
        }
        DivisionInfo info = division.getInfo();
        if (info.getLifeCycleState().isRunning()) {
            LeaderContact.take(division, replica);
            stuckTermWatchdog.look(division, replica.clock().nanos());
            if (stalledFollowerWatchdog.isSeen(division, replica.clock().nanos())) {
                member.ended(replica, false, "does not get what the others have committed");
            }
        } else if (!info.isAlive()) {
            // Ratis tells nothing when a leader is removed from the group.
            member.ended(replica, true, "was ended by the Raft engine");
        }
    }

    void end() {
        try {
            bootstrap.close();
        } finally {
            try {
                service.close();
                authorizer.close();
            } finally {
                close(server, replica);
            }
        }
    }
}
