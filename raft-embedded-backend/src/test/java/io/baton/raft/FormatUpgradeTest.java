// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.ChildJvmSpec;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members of two versions in one group, rolled forth and back one after the other, while leaderships are handed over. */
@Timeout(3600)
class FormatUpgradeTest {

    private static final int HAND_OVERS = Boolean.getBoolean("baton.faults") ? 4 : 1;
    private static final Duration BACK = Duration.ofMillis(600);
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    private Path dataDir;

    @TempDir
    private Path classes;

    private final Map<String, Boolean> isNext = new LinkedHashMap<>();

    @Test
    void membersAreUpgradedOneAfterTheOther() throws Exception {
        List<String> next = List.of("-cp", NextVersion.compiledInto(classes));
        try (Members members = Members.on(dataDir, "versions")) {
            FaultRounds faultRounds = new FaultRounds("rolling upgrade", 1, 50);
            Term term = members.calm();
            for (int round = 0; round < faultRounds.rounds(); round++) {
                long begun = System.nanoTime();
                String id = Members.IDS.get(round % 2);
                term = upgrade(members, id, next, term);
                faultRounds.add(System.nanoTime() - begun);
            }
            for (String id : Members.IDS) {
                start(members, id, next, true);
                term = handOver(members, term);
            }
            awaitLevel(members);
            term = handOver(members, term);
            refuseTheEarlierVersion(members, next);
            term = handOver(members, term);
            faultRounds.conclude(
                    "for " + HAND_OVERS + " hand-overs", members.contest().check());
            faultRounds.note("last " + term.token() + ", " + isNext);
            members.contest().leave();
            faultRounds.note(digests(members, next));
        }
    }

    /** To the other version, or back. */
    private Term upgrade(Members members, String id, List<String> next, Term term) {
        start(members, id, next, !isNext.getOrDefault(id, false));
        return handOver(members, term);
    }

    private void start(Members members, String id, List<String> next, boolean toNext) {
        members.worker(id).kill();
        members.start(id, toNext ? next : List.of());
        isNext.put(id, toNext);
    }

    private static Term handOver(Members members, Term term) {
        Term now = term;
        for (int i = 0; i < HAND_OVERS; i++) {
            Await.untilAfter(System.nanoTime(), BACK);
            if (now.isOpen()) {
                now.worker().resign();
            }
            now = members.contest().termAfter(now);
        }
        return now;
    }

    private static void awaitLevel(Members members) {
        Await.untilTrue(
                "the group writes the new form",
                () -> Members.IDS.stream()
                        .anyMatch(id -> members.worker(id).hasSaid("all members read format level 2 of Baton 0.2.0")));
    }

    private void refuseTheEarlierVersion(Members members, List<String> next) {
        String id = "c";
        start(members, id, next, false);
        Worker earlier = members.worker(id);
        Await.untilTrue(
                "the earlier version stops",
                () -> earlier.hasSaid("format level 2 of Baton 0.2.0, and this version reads up to level 1"));
        start(members, id, next, true);
    }

    private String digests(Members members, List<String> next) throws IOException, InterruptedException {
        ChildJvmSpec spec = ChildJvm.of(StoreDigests.class.getName())
                .jvmArguments(next.toArray(String[]::new))
                .systemProperty("org.slf4j.simpleLogger.defaultLogLevel", "error")
                .arguments(Members.IDS.toArray(String[]::new));
        members.configuration().forEach(spec::systemProperty);
        try (ChildJvm child =
                spec.systemProperty("baton.raft.data-dir", dataDir.toString()).start()) {
            String told = child.awaitLine(StoreDigests.EQUAL + ".*", BOUND).group();
            assertThat(told).contains("level 2");
            return told;
        }
    }
}
