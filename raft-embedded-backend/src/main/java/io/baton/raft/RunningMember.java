// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.ExitUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server of Ratis with its replica: one life of a member. */
record RunningMember(
        RaftServer server,
        Replica replica,
        Enrolment enrolment,
        Inauguration inauguration,
        CallAuthorizer authorizer,
        MemberService service) {

    private static final Logger LOG = LoggerFactory.getLogger(RunningMember.class);

    /**
     * Starts a server; blocks until it listens.
     *
     * @param own what this process shows with its own entries
     * @throws IOException if the data cannot be read or nothing can listen; nothing is left of the server then
     */
    static RunningMember start(
            Group group, SessionSecret own, ElectionTimeouts timeouts, Troubles troubles, Enrolment enrolment)
            throws IOException {
        Replica replica = troubles.replica();
        Path dataDir = group.memberDir();
        Address self = group.self().orElseThrow();
        CallAuthorizer authorizer = new CallAuthorizer(group);
        EntryCheck check =
                new EntryCheck(new EntryAuthorizer(replica, own), authorizer.callers(), enrolment::isFounding);
        RaftServer server = null;
        try {
            Files.createDirectories(dataDir);
            Damage.refuseLosses(dataDir.resolve(Group.ID.getUuid().toString()));
            TornTail.cutOff(dataDir.resolve(Group.ID.getUuid().toString()));
            GroupStateMachine machine = new GroupStateMachine(replica, check, troubles);
            RaftServer.Builder builder = RaftServer.newBuilder()
                    .setServerId(RaftPeerId.valueOf(self.id()))
                    .setOption(RaftStorage.StartupOption.RECOVER)
                    .setStateMachine(machine)
                    .setProperties(RatisSettings.server(group.listening(), dataDir, timeouts))
                    .setParameters(group.parameters(authorizer));
            enrolment.initial().ifPresent(builder::setGroup);
            server = builder.build();
            authorizer.serves(server);
            MemberService service = MemberService.of(server, replica, group);
            machine.serves(service);
            server.start();
            new FormatUpgrade(group, replica, server, own).begin();
            service.begin();
            return new RunningMember(
                    server, replica, enrolment, new Inauguration(server, timeouts), authorizer, service);
        } catch (IOException | RuntimeException e) {
            authorizer.close();
            closeUnstarted(server, replica);
            throw failure(group, e);
        }
    }

    private static void closeUnstarted(@Nullable RaftServer server, Replica replica) throws IOException {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            replica.close();
        }
    }

    private static IOException failure(Group group, Exception e) {
        String member = "member " + group.self().orElseThrow() + " ";
        if (e instanceof ExitUtils.ExitException) {
            return new IOException(member + group.listening().trouble(e), e);
        }
        Path dataDir = group.memberDir();
        String what = Damage.inLog(e, dataDir).map(damage -> damage + ": ").orElse("");
        return new IOException(member + "cannot start with the data in " + dataDir + ": " + what + Causes.text(e), e);
    }

    Succession succession() {
        return service.succession();
    }

    void end() {
        enrolment.close();
        service.close();
        authorizer.close();
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("member {} did not close cleanly: {}", server.getId(), Causes.text(e));
        }
        replica.close();
    }
}
