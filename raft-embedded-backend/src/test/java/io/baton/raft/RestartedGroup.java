// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.fault.ChildJvm;
import io.baton.testkit.fault.ChildJvmSpec;
import io.baton.testkit.fixture.Await;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Members that run once more after all candidates have ended, in processes that stand in no election: without a majority there
 * is no store to be asked what is left. To be used by one thread.
 */
final class RestartedGroup implements AutoCloseable {

    private static final Pattern TOLD =
            Pattern.compile("(-?\\d+)" + MemberProcess.CANDIDATES + "(-?\\d+)" + MemberProcess.SESSIONS + ".*");

    private final Map<String, ChildJvm> processes = new LinkedHashMap<>();
    private String last = "";

    /** @param configuration of every member, but for its id */
    RestartedGroup(String election, Map<String, String> configuration, Members.Site site) {
        for (String id : Members.IDS) {
            ChildJvmSpec spec = ChildJvm.of(MemberProcess.class.getName())
                    .jvmArguments("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m", "-XX:-UsePerfData")
                    .systemProperty("org.slf4j.simpleLogger.defaultLogLevel", "error")
                    .systemProperty("baton.raft.id", id)
                    .through(site.through(id))
                    .arguments(election);
            configuration.forEach(spec::systemProperty);
            processes.put(id, spec.start());
        }
    }

    /** How many candidates stand in the election, as that member has applied it; negative if that is not known now. */
    int candidates(String raftLeader) {
        return Integer.parseInt(told(raftLeader).group(1));
    }

    /** How many sessions that member has. */
    int sessions(String raftLeader) {
        return Integer.parseInt(told(raftLeader).group(2));
    }

    private MatchResult told(String id) {
        ChildJvm process = processes.get(id);
        if (process == null) {
            throw new AssertionError("no member " + id);
        }
        long before = answers(process).count();
        process.send("");
        MatchResult told = Await.until(
                id + " tells what is left", () -> answers(process).skip(before).findFirst());
        if (!told.group().equals(last)) {
            last = told.group();
            System.out.println("left as " + id + " has it: " + last);
        }
        return told;
    }

    private static Stream<MatchResult> answers(ChildJvm process) {
        return process.output().stream().flatMap(line -> TOLD.matcher(line).results());
    }

    @Override
    public void close() {
        processes.values().forEach(ChildJvm::close);
    }
}
