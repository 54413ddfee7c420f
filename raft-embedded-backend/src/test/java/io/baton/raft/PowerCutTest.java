// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.DiskModel.Names;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Of three members one, two or all lose their power at a random moment, every second time near a snapshot, while entries are
 * written all the time. Each begins again with what its disk may keep of what it was not told to sync.
 */
@Timeout(7200)
class PowerCutTest {

    /** {@code -Dbaton.faults.names=BY_DIRECTORY} for a disk that keeps a name only when its directory was synced. */
    private static final Names NAMES = Names.valueOf(System.getProperty("baton.faults.names", "JOURNALED"));

    /** {@code -Dbaton.faults.loss=all}: nothing is kept that need not be. */
    private static final boolean ALL =
            System.getProperty("baton.faults.loss", "").equals("all");

    private static final List<String> FAULTS = List.of("cannot start", "cannot be read", "does not run", "is refused");
    private static final int TRIALS = 2;
    private static final Duration WORK = Duration.ofMillis(1_500);
    private static final Duration NEAR = Duration.ofMillis(60);

    /** What a disk keeps is what the model says, so that none has to keep anything. */
    static final class InMemory implements TempDirFactory {

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "baton-power-")
                    : Files.createTempDirectory("baton-power-");
        }
    }

    private final Map<String, CuttableDisk> disks = new LinkedHashMap<>();
    private final LogHistory history = new LogHistory();
    private int received;
    private int starts;

    @Test
    void eachMemberBeginsWithWhatItsDiskKeepsAndNothingAcknowledgedIsLost(@TempDir(factory = InMemory.class) Path given)
            throws Exception {
        Path directory = given.toRealPath();
        Path library = DiskJournal.library(directory);
        for (String id : Members.IDS) {
            disks.put(
                    id,
                    new CuttableDisk(
                            library, directory.resolve("data").resolve(id), directory.resolve(id + ".journal"), NAMES));
        }
        try (Members members = Members.on(directory.resolve("data"), "powered", id -> disk(id).through());
                Acknowledged acknowledged = new Acknowledged(members)) {
            members.contest().term();
            FaultRounds faultRounds = new FaultRounds("power cuts", 2, 200);
            for (int round = 0; round < faultRounds.rounds(); round++) {
                faultRounds.add(cut(faultRounds, members, round));
                acknowledged.check();
            }
            faultRounds.note(acknowledged + ", " + history + ", cuts of members that were given a snapshot: " + received
                    + ", starts from other moments: " + starts);
            assertThat(history.violations()).isEmpty();
            faultRounds.conclude(
                    "from the cut to the next leadership", members.contest().check());
            assertThat(tokens(members)).isSorted().doesNotHaveDuplicates();
        }
    }

    /** How long it took until each was back, and one of the living led. */
    private long cut(FaultRounds faultRounds, Members members, int round) throws Exception {
        Random random = new Random(faultRounds.anyPartOf(Duration.ofDays(365)).toNanos());
        List<String> victims = victims(random);
        Term old = members.contest().term();
        Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(WORK));
        if (round % 5 == 3) {
            leaveBehind(members, victims.get(0));
        }
        boolean near = round % 2 == 0 && snapshotBegins(victims.get(0));
        Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(NEAR));
        victims.forEach(id -> ProcessHandle.of(members.worker(id).pid()).ifPresent(ProcessHandle::destroyForcibly));
        long cut = System.nanoTime();
        boolean all = ALL || random.nextInt(3) == 0;
        for (String id : victims) {
            members.worker(id).kill();
            received += disk(id).cut(all ? Optional.empty() : Optional.of(random));
            history.read(id, disk(id).directory());
            tryEarlierCuts(members, id, random);
        }
        victims.forEach(members::start);
        victims.forEach(id -> awaitBack(members, id));
        Term next = members.contest().term();
        assertThat(next.token()).isGreaterThanOrEqualTo(old.token());
        long back = System.nanoTime() - cut;
        faultRounds.note(victims + (near ? " near a snapshot" : "") + (all ? ", all lost" : ", some kept") + ": "
                + back / 1_000_000 + " ms, token " + next.token());
        next.worker().resign();
        assertThat(members.contest().termAfter(next).token()).isGreaterThan(next.token());
        return back;
    }

    /** Whether the member starts from its disk of other moments, which differ from those by what is not on it yet. */
    private void tryEarlierCuts(Members members, String id, Random random) throws IOException {
        Path into = disk(id).directory().resolveSibling("trial");
        for (int trial = 0; trial < TRIALS; trial++) {
            disk(id).cutEarlier(into, random);
            history.read(id, into);
            try {
                TrialStart.of(members.group(id, into), into);
            } catch (IOException e) {
                throw new IOException(disk(id).account(into), e);
            }
            starts++;
        }
    }

    private static List<String> victims(Random random) {
        List<String> ids = new ArrayList<>(Members.IDS);
        Collections.shuffle(ids, random);
        return ids.subList(0, 1 + random.nextInt(ids.size()));
    }

    /** Has a member be given a snapshot: while it is away, the others begin another part of their log and drop that before. */
    private void leaveBehind(Members members, String id) {
        members.worker(id).kill();
        String next = Members.IDS.stream()
                .filter(other -> !other.equals(id) && !other.equals(members.raftLeader()))
                .findFirst()
                .orElseThrow();
        members.handOver(next);
        snapshotBegins(next);
        snapshotBegins(next);
        members.start(id);
        snapshotBegins(id);
    }

    /** Whether one has begun in time. */
    private boolean snapshotBegins(String id) {
        long last = disk(id).snapshot();
        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        Await.untilTrue("a snapshot or the time", () -> disk(id).snapshot() > last || System.nanoTime() > end);
        return System.nanoTime() < end;
    }

    private static void awaitBack(Members members, String id) {
        Worker worker = members.worker(id);
        try {
            Await.untilTrue(worker + " takes part again", () -> {
                FAULTS.forEach(fault -> assertThat(worker.hasSaid(fault))
                        .as("%s", worker.account())
                        .isFalse());
                assertThat(worker.isAlive()).as("%s", worker.account()).isTrue();
                return worker.hasSaid(": connected");
            });
        } catch (ConditionTimeoutException tooLate) {
            String accounts = Members.IDS.stream()
                    .map(member -> members.worker(member).account())
                    .collect(Collectors.joining("\n"));
            throw new AssertionError(worker + " does not take part again; of all members:\n" + accounts, tooLate);
        }
    }

    private static List<Long> tokens(Members members) {
        return members.contest().terms().stream()
                .sorted(Comparator.comparingLong(Term::electedAt))
                .map(Term::token)
                .toList();
    }

    private CuttableDisk disk(String id) {
        return Optional.ofNullable(disks.get(id)).orElseThrow();
    }
}
