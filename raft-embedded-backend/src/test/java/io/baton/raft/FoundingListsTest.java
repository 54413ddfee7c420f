// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.process.election.FaultRounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are told of different members when a group is founded. */
@Timeout(3600)
class FoundingListsTest {

    private static final boolean FULL = Boolean.getBoolean("baton.faults");
    private static final List<String> ALL = List.of("a", "b", "c");
    private static final List<List<String>> LISTS =
            List.of(List.of("a", "b", "c"), List.of("a", "b"), List.of("a", "c"), List.of("b", "c"));

    /** Those that can found two groups whose members overlap, besides the ones of the other test. */
    private static final List<Map<String, List<String>>> DANGEROUS = List.of(
            Map.of("a", List.of("a", "b", "c"), "b", List.of("b", "c"), "c", List.of("a", "b", "c")),
            Map.of("a", List.of("a", "b"), "b", List.of("a", "b", "c"), "c", List.of("b", "c")));

    /** How long a group may take from its last start until one leads; longer than a member that begins again takes. */
    private static final Duration FOUNDED = Duration.ofSeconds(FULL ? 12 : 4);

    private static final Duration STAGGER = Duration.ofSeconds(FULL ? 20 : 1);
    private static final Duration GOES_ON = Duration.ofSeconds(FULL ? 3 : 1);

    /** Until a founding member has begun again that cannot add the others. */
    private static final Duration BEGUN_AGAIN = Duration.ofSeconds(FULL ? 13 : 1);

    @TempDir
    private Path directory;

    /** Those with which two groups were founded, and the entries of one were written over those of the other. */
    @Test
    void aLongerListOfTheFirstMemberHarmsNoGroup() throws IOException {
        Map<String, List<String>> lists =
                Map.of("a", List.of("a", "b", "c"), "b", List.of("b", "c"), "c", List.of("b", "c"));
        FaultRounds faultRounds = new FaultRounds("founding with a longer list of the first member", 1, 4);
        for (int round = 0; round < faultRounds.rounds(); round++) {
            try (FoundingRound founding = new FoundingRound(directory("first" + round), lists)) {
                founding.startAll();
                founding.token();
                founding.watch(BEGUN_AGAIN);
                long token = founding.token();
                founding.stopAll();
                founding.startAll();
                assertThat(founding.token()).isGreaterThan(token);
            }
        }
    }

    @Test
    void whateverTheListsOneGroupLeadsAtMost() throws IOException {
        FaultRounds faultRounds = new FaultRounds("founding with different lists", DANGEROUS.size(), 40);
        List<Map<String, List<String>>> all = different();
        int led = 0;
        for (int round = 0; round < faultRounds.rounds(); round++) {
            Map<String, List<String>> lists = FULL ? any(all, faultRounds) : DANGEROUS.get(round);
            TreeMap<Duration, String> starts = new TreeMap<>();
            ALL.forEach(id -> starts.put(faultRounds.anyPartOf(STAGGER), id));
            boolean isLed = round(directory("round" + round), lists, starts);
            led += isLed ? 1 : 0;
            faultRounds.note("round " + round + ": " + lists + " at " + starts + (isLed ? ": a group" : ": no group"));
        }
        faultRounds.note(led + " of " + faultRounds.rounds() + " rounds had a group, none had two");
    }

    private static Map<String, List<String>> any(List<Map<String, List<String>>> all, FaultRounds faultRounds) {
        return all.get((int) faultRounds.anyPartOf(Duration.ofNanos(all.size())).toNanos());
    }

    private boolean round(Path dataDir, Map<String, List<String>> lists, Map<Duration, String> starts) {
        try (FoundingRound founding = new FoundingRound(dataDir, lists)) {
            Duration last = Duration.ZERO;
            for (Map.Entry<Duration, String> next : starts.entrySet()) {
                founding.watch(next.getKey().minus(last));
                last = next.getKey();
                founding.start(next.getValue());
            }
            boolean isLed = founding.isLedWithin(FOUNDED);
            founding.watch(GOES_ON);
            long token = founding.highest();
            founding.stopAll();
            founding.startAll();
            if (isLed) {
                assertThat(founding.token()).as("%s", lists).isGreaterThan(token);
            }
            founding.watch(GOES_ON);
            return isLed;
        }
    }

    /** What three processes can be told of which at least two differ, each of itself among others. */
    private static List<Map<String, List<String>>> different() {
        List<Map<String, List<String>>> all = new ArrayList<>();
        for (List<String> a : LISTS) {
            for (List<String> b : LISTS) {
                for (List<String> c : LISTS) {
                    boolean isSame = a.equals(b) && b.equals(c);
                    if (!isSame && a.contains("a") && b.contains("b") && c.contains("c")) {
                        all.add(new TreeMap<>(Map.of("a", a, "b", b, "c", c)));
                    }
                }
            }
        }
        return all;
    }

    private Path directory(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }
}
