// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.ChildJvmSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Members that run once more after all candidates have ended, in processes that stand in no election: without a majority there
 * is no store to be asked what is left. To be used by one thread.
 */
final class RestartedGroup implements AutoCloseable {

    private static final Pattern TOLD =
            Pattern.compile("(\\d+): (-?\\d+)" + MemberProcess.CANDIDATES + "(-?\\d+)" + MemberProcess.SESSIONS + ".*");

    private final Map<String, ChildJvm> processes = new LinkedHashMap<>();
    private String last = "";
    private int asked;

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
        return Integer.parseInt(told(raftLeader).group(2));
    }

    /** How many sessions that member has. */
    int sessions(String raftLeader) {
        return Integer.parseInt(told(raftLeader).group(3));
    }

    private MatchResult told(String id) {
        ChildJvm process = processes.get(id);
        if (process == null) {
            throw new AssertionError("no member " + id);
        }
        asked++;
        String question = Integer.toString(asked);
        process.send(question);
        MatchResult told = Await.until(id + " tells what is left", () -> answer(process, question));
        String left = told.group().substring(question.length());
        if (!left.equals(last)) {
            last = left;
            System.out.println("left as " + id + " has it" + left);
        }
        return told;
    }

    /** Of a process only the last lines are kept, so answers cannot be counted. */
    private static Optional<MatchResult> answer(ChildJvm process, String question) {
        return process.output().stream()
                .flatMap(line -> TOLD.matcher(line).results())
                .filter(told -> told.group(1).equals(question))
                .findFirst();
    }

    @Override
    public void close() {
        processes.values().forEach(ChildJvm::close);
    }
}
