// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** What Ratis is told, where its own defaults do not fit: they are made for stores of much data, not for a short silence. */
public final class RatisSettings {

    /** After a restart of all members no entry is carried out before these are once more. Tests have more snapshots. */
    private static final int SNAPSHOT_EVERY = Integer.getInteger("io.baton.raft.snapshot-every", 1_000);

    private static final Duration STAGING = Duration.ofSeconds(5);

    private RatisSettings() {}

    public static RaftProperties server(ListenAddress listen, Path dataDir, ElectionTimeouts timeouts) {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(dataDir.toFile()));
        GrpcConfigKeys.Server.setHost(properties, listen.plainHost());
        GrpcConfigKeys.Server.setPort(properties, listen.port());
        elections(properties, timeouts);
        log(properties);
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, SNAPSHOT_EVERY);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, 2);
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, TimeDuration.valueOf(5, TimeUnit.SECONDS));
        return properties;
    }

    private static void elections(RaftProperties properties, ElectionTimeouts timeouts) {
        TimeDuration shortest = millis(timeouts.shortest().toMillis());
        TimeDuration longest = millis(timeouts.longest().toMillis());
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, shortest);
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, longest);
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, shortest);
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, longest);
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, longest);
        RaftServerConfigKeys.Rpc.setSlownessTimeout(properties, TimeDuration.valueOf(3, TimeUnit.SECONDS));
        RaftServerConfigKeys.LeaderElection.setPreVote(properties, true);
        // A group is founded by one member, which adds the others in one step.
        RaftServerConfigKeys.LeaderElection.setMemberMajorityAdd(properties, true);
        // A member that is added makes its first connections meanwhile; on a busy machine that takes longer than an
        // election.
        RaftServerConfigKeys.setStagingTimeout(
                properties, millis(timeouts.stretch(STAGING).toMillis()));
        // A Raft leader that lost its majority may be the only member with the newest log.
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, longest);
    }

    private static void log(RaftProperties properties) {
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf("4MB"));
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("64KB"));
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf("2MB"));
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, SizeInBytes.valueOf("1MB"));
        RaftServerConfigKeys.Log.setCorruptionPolicy(properties, RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
        // A member that is gone must not keep the log of the others for ever; it gets a snapshot when it comes back.
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
        // By default a member that comes back waits up to 5 s.
        properties.set("raft.server.log.appender.retry.policy", "20ms,10, 100ms,100000");
        RaftServerConfigKeys.Read.setLeaderLeaseEnabled(properties, false);
    }

    private static TimeDuration millis(long millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }
}
