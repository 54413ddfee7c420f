// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.segmented.LogSegment;
import org.apache.ratis.server.raftlog.segmented.LogSegmentPath;
import org.apache.ratis.util.SizeInBytes;

/**
 * All entries that were ever found on the disks of a group. Two entries of one term at one place were written by two leaders of
 * that term, so that a member has voted twice. A member whose term is behind its log could do that.
 */
final class LogHistory {

    private final Map<TermIndex, Integer> entries = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    /** Looks at what one member has on its disk while it does not run. */
    void read(String member, Path directory) throws IOException {
        try (var groups = Files.list(directory)) {
            for (Path group : groups.map(path -> path.resolve("current"))
                    .filter(Files::isDirectory)
                    .toList()) {
                long last = readLog(member, group);
                long term = term(group.resolve("raft-meta"));
                if (term < last) {
                    violations.add(member + " knows term " + term + " and has entries of term " + last);
                }
            }
        }
    }

    private long readLog(String member, Path directory) throws IOException {
        long[] last = {0};
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                LogSegmentPath segment = LogSegmentPath.matchLogSegment(file);
                if (segment != null) {
                    LogSegment.readSegmentFile(
                            file.toFile(),
                            segment.getStartEnd(),
                            SizeInBytes.valueOf("8MB"),
                            CorruptionPolicy.WARN_AND_RETURN,
                            null,
                            entry -> {
                                last[0] = Math.max(last[0], entry.getTerm());
                                add(member, entry);
                            });
                }
            }
        }
        return last[0];
    }

    private void add(String member, LogEntryProto entry) {
        int content = entry.hashCode();
        Integer known = entries.putIfAbsent(TermIndex.valueOf(entry), content);
        if (known != null && known != content) {
            violations.add(member + " has another entry than was found before at " + TermIndex.valueOf(entry));
        }
    }

    private static long term(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return Long.parseLong(
                Optional.ofNullable(properties.getProperty("term")).orElse("0"));
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public String toString() {
        return entries.size() + " entries on the disks, " + violations.size() + " violations";
    }
}
