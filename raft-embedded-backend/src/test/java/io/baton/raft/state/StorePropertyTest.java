// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.SessionEventPoll;
import io.baton.raft.state.request.SessionEvents;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** What holds after every entry of any log. A failure names the seed; {@code -Dbaton.seed=} has the same log again. */
class StorePropertyTest {

    private static final int SEEDS = Boolean.getBoolean("baton.faults") ? 300 : 60;
    private static final int ENTRIES = 400;

    @Test
    void theSameLogMakesTheSameStoreFromAnySnapshot() {
        eachSeed(seed -> {
            Random random = new Random(seed);
            Script script = new Script(random);
            Store whole = new Store();
            Store restored = new Store();
            for (int i = 1; i <= ENTRIES; i++) {
                Command command = script.next(whole);
                Outcome outcome = whole.apply(i, command);
                assertThat(restored.apply(i, command)).isEqualTo(outcome);
                script.heard(command, outcome.reply());
                if (random.nextInt(10) == 0) {
                    restored = SnapshotCodec.read(SnapshotCodec.write(restored));
                }
            }
            assertThat(SnapshotCodec.write(restored)).isEqualTo(SnapshotCodec.write(whole));
        });
    }

    @Test
    void tokensGrowInTheOrderOfTheQueueAndFloorsNeverGoDown() {
        eachSeed(seed -> {
            Script script = new Script(new Random(seed));
            Store store = new Store();
            Map<ElectionName, Long> tokens = new HashMap<>();
            Map<ElectionName, Long> floors = new HashMap<>();
            for (int i = 1; i <= ENTRIES; i++) {
                step(script, store, i);
                for (ElectionName name : script.names()) {
                    CandidateQueue candidateQueue = store.candidateQueue(name);
                    assertThat(candidateQueue.queue().stream().map(CandidateQueue.QueuedCandidate::orderValue))
                            .isSorted()
                            .doesNotHaveDuplicates();
                    assertThat(candidateQueue.floor()).isGreaterThanOrEqualTo(floors.getOrDefault(name, 0L));
                    floors.put(name, candidateQueue.floor());
                    store.election(name)
                            .map(election -> election.leaderRecord)
                            .filter(leaderRecord -> leaderRecord.led() != 0)
                            .ifPresent(leaderRecord -> {
                                assertThat(leaderRecord.token()).isGreaterThanOrEqualTo(tokens.getOrDefault(name, 0L));
                                tokens.put(name, leaderRecord.token());
                            });
                }
            }
        });
    }

    @Test
    void noTokenIsGivenToTwoCandidacies() {
        eachSeed(seed -> {
            Script script = new Script(new Random(seed));
            Store store = new Store();
            Map<String, Long> leaders = new HashMap<>();
            for (int i = 1; i <= ENTRIES; i++) {
                step(script, store, i);
                for (Election election : store.elections()) {
                    if (election.leaderRecord.led() != 0) {
                        Long before = leaders.put(
                                election.name + ":" + election.leaderRecord.token(), election.leaderRecord.led());
                        assertThat(before == null || before == election.leaderRecord.led())
                                .isTrue();
                    }
                }
            }
        });
    }

    @Test
    void aSessionThatHasEndedHasNothingLeftAndIsNotHeardAnyMore() {
        eachSeed(seed -> {
            Script script = new Script(new Random(seed));
            Store store = new Store();
            Set<SessionId> ended = new HashSet<>();
            for (int i = 1; i <= ENTRIES; i++) {
                List<LiveSession> before = store.living();
                Command command = script.next(store);
                Outcome outcome = store.apply(i, command);
                script.heard(command, outcome.reply());
                if (command instanceof Command.Expire expire) {
                    boolean stillLast = before.stream()
                            .anyMatch(living -> living.session().equals(expire.session())
                                    && living.lastNumber() == expire.lastNumber());
                    assertThat(outcome.reply()).isEqualTo(new Reply.Settled(stillLast));
                    if (stillLast) {
                        ended.add(expire.session());
                    }
                }
                if (command instanceof Command.Act act && ended.contains(act.session())) {
                    assertThat(outcome.reply()).isEqualTo(new Reply.NoSession());
                }
                assertThat(store.living()).noneMatch(living -> ended.contains(living.session()));
                assertThat(store.elections().stream().flatMap(election -> election.queue.values().stream()))
                        .noneMatch(queued -> ended.contains(queued.session.id));
            }
        });
    }

    @Test
    void anEntryThatIsRepeatedChangesNothing() {
        eachSeed(seed -> {
            Script script = new Script(new Random(seed));
            Store store = new Store();
            for (int i = 1; i <= ENTRIES; i++) {
                Command command = step(script, store, i);
                if (command instanceof Command.Act && i % 10 == 0) {
                    Store once = SnapshotCodec.read(SnapshotCodec.write(store));
                    Store twice = SnapshotCodec.read(SnapshotCodec.write(store));
                    once.passed(i + 1);
                    twice.apply(i + 1, command);
                    assertThat(SnapshotCodec.write(twice)).isEqualTo(SnapshotCodec.write(once));
                }
            }
        });
    }

    /** The told predecessor of each candidacy, as a session keeps it that hears events only when it is concerned. */
    @Test
    void aSessionThatHearsItsEventsKnowsThePredecessorOfEachCandidacy() {
        eachSeed(seed -> {
            Script script = new Script(new Random(seed));
            Store store = new Store();
            Map<SessionId, Map<Long, SessionEvents.PositionChange>> known = new HashMap<>();
            Map<SessionId, Long> heardUpTo = new HashMap<>();
            for (int i = 1; i <= ENTRIES; i++) {
                Command command = script.next(store);
                Outcome outcome = store.apply(i, command);
                script.heard(command, outcome.reply());
                for (SessionId id : outcome.sessions()) {
                    SessionEvents sessionEvents =
                            store.events(new SessionEventPoll(id, heardUpTo.getOrDefault(id, 0L), Set.of()));
                    heardUpTo.put(id, sessionEvents.upTo());
                    Map<Long, SessionEvents.PositionChange> places =
                            known.computeIfAbsent(id, absent -> new HashMap<>());
                    sessionEvents.positions().forEach(place -> places.put(place.tag(), place));
                    sessionEvents
                            .removed()
                            .forEach(tag -> assertThat(store.find(id).orElseThrow().candidacies)
                                    .doesNotContainKey(tag));
                }
                store.sessions()
                        .forEach(session -> session.candidacies.values().forEach(queued -> {
                            SessionEvents.PositionChange told =
                                    known.getOrDefault(session.id, Map.of()).get(queued.tag);
                            SessionEvents.PositionChange now = queued.election.place(queued);
                            if (told != null) {
                                assertThat(told.predecessor()).isEqualTo(now.predecessor());
                            } else {
                                assertThat(queued.changedAt).isEqualTo(queued.orderValue);
                            }
                        }));
            }
        });
    }

    private static Command step(Script script, Store store, long index) {
        Command command = script.next(store);
        script.heard(command, store.apply(index, command).reply());
        return command;
    }

    private static void eachSeed(LongConsumer check) {
        Long given = Long.getLong("baton.seed");
        long[] seeds = given == null ? new Random().longs(SEEDS).toArray() : new long[] {given};
        Arrays.stream(seeds).forEach(seed -> {
            try {
                check.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        });
    }
}
