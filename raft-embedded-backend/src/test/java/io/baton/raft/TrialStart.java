// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.config.ListenAddress;
import io.baton.raft.internal.config.RatisSettings;
import io.baton.raft.internal.member.GroupStateMachine;
import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.member.workaround.DataRecovery;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.internal.security.Callers;
import io.baton.raft.internal.security.EntryAuthorizer;
import io.baton.raft.internal.security.EntryCheck;
import io.baton.raft.internal.storage.GroupDirectory;
import io.baton.spi.MonotonicClock;
import io.baton.spi.support.Strand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.TimeDuration;

/** Starts a server of Ratis with the data of a member, as the member itself does, and closes it at once. */
final class TrialStart {

    private static final GroupStateMachine.FailureListener UNHEARD = new GroupStateMachine.FailureListener() {
        @Override
        public void logFailed(Throwable cause) {
            // The server does not live long enough to write.
        }

        @Override
        public void unreadable(String entry) {
            throw new AssertionError(entry);
        }

        @Override
        public void serverEnded() {
            // It is closed here.
        }
    };

    private TrialStart() {}

    /** @throws IOException if a member would not start */
    static void of(GroupConfig groupConfig, Path dataDir) throws IOException {
        Optional<RaftGroupId> found = GroupDirectory.find(dataDir);
        if (found.isEmpty()) {
            return;
        }
        DataRecovery.recover(GroupDirectory.of(dataDir, found.get()));
        Strand strand = new Strand("trial", Throwable::printStackTrace);
        ReplicatedStore replicatedStore = new ReplicatedStore(
                strand, MonotonicClock.SYSTEM, () -> {}, command -> CompletableFuture.completedFuture(null));
        EntryCheck check =
                new EntryCheck(new EntryAuthorizer(replicatedStore, SessionSecret.NONE), new Callers(), () -> true);
        try (RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(groupConfig.self().orElseThrow().id()))
                .setOption(RaftStorage.StartupOption.RECOVER)
                .setStateMachine(new GroupStateMachine(replicatedStore, check, UNHEARD))
                .setProperties(apart(dataDir))
                .setParameters(new Parameters())
                .setGroup(RaftGroup.valueOf(found.get()))
                .build()) {
            server.start();
        } finally {
            replicatedStore.close();
        }
    }

    /** The members that still run must not meet it: it listens elsewhere, and stands for no election. */
    private static RaftProperties apart(Path dataDir) {
        RaftProperties properties =
                RatisSettings.server(new ListenAddress("127.0.0.1", 0), dataDir, ElectionTimeouts.DEFAULT);
        TimeDuration never = TimeDuration.ONE_MINUTE;
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, never.multiply(2));
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, never);
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, never.multiply(2));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, never);
        return properties;
    }
}
