// SPDX-License-Identifier: Apache-2.0
package io.baton.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.baton.examples.worker.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlapCheckTest {

    private static final int WIDTH = 2;

    @Test
    void leadershipsThatFollowOneAnotherDoNotOverlap() {
        OverlapCheck check = new OverlapCheck(List.of(heldAt("b", 20, 200, 300), heldAt("a", 10, 100, 190)));
        assertEquals(List.of(), check.overlaps());
        assertEquals(List.of(), check.tokensThatDidNotGrow());
        assertEquals(4, check.samples());
        assertEquals(
                List.of("a", "b"),
                check.leaderships().stream().map(ObservedLeadership::worker).toList());
    }

    @Test
    void anOlderLeadershipThatAnswersTrueAfterANewerOneOverlaps() {
        OverlapCheck check =
                new OverlapCheck(List.of(heldAt("a", 10, 1_000_000, 4_500_002), heldAt("b", 20, 3_000_000, 5_000_000)));
        assertEquals(List.of("a with token 10 was still held 1.5 ms after b with token 20 was"), check.overlaps());
        assertEquals(List.of(), check.tokensThatDidNotGrow());
    }

    @Test
    void oneNanosecondIsEnough() {
        OverlapCheck check = new OverlapCheck(List.of(heldAt("a", 10, 100, 203), heldAt("b", 20, 200, 300)));
        assertEquals(1, check.overlaps().size());
    }

    @Test
    void samplesWhoseBracketsOnlyTouchProveNothing() {
        OverlapCheck check = new OverlapCheck(List.of(heldAt("a", 10, 100, 202), heldAt("b", 20, 200, 300)));
        assertEquals(List.of(), check.overlaps());
    }

    @Test
    void anOverlapWithALaterSuccessorIsFoundToo() {
        OverlapCheck check = new OverlapCheck(
                List.of(heldAt("a", 10, 100, 500), heldAt("b", 20, 600, 700), heldAt("c", 30, 400, 450)));
        assertEquals(2, check.overlaps().size());
    }

    @Test
    void aSmallerTokenThatBeginsLaterDidNotGrow() {
        OverlapCheck check = new OverlapCheck(List.of(heldAt("a", 20, 100, 190), heldAt("b", 10, 200, 300)));
        assertEquals(List.of("a with token 20 began before b with token 10"), check.tokensThatDidNotGrow());
    }

    @Test
    void aTokenThatTwoHaveDidNotGrow() {
        OverlapCheck check = new OverlapCheck(List.of(heldAt("a", 10, 100, 190), heldAt("b", 10, 200, 300)));
        assertEquals(List.of("a with token 10 and b with token 10 have the same token"), check.tokensThatDidNotGrow());
    }

    @Test
    void aLeadershipThatComesBackToLifeIsFound() {
        List<Sample> samples =
                List.of(new Sample(10, 1, 2, true), new Sample(10, 3, 4, false), new Sample(10, 5, 6, true));
        OverlapCheck check = new OverlapCheck(List.of(ObservedLeadership.of("a", samples)));
        assertEquals(List.of("a with token 10 was held again after it had ended"), check.overlaps());
    }

    @Test
    void readsTheFilesOfProcessesOfWhichSomeWereKilled(@TempDir Path directory) throws IOException {
        Path killed = Files.writeString(
                directory.resolve("a"),
                new Sample(10, 1, 2, true).line() + new Sample(10, 3, 4, true).line() + "10 5 6 tr");
        Path orderly = Files.writeString(
                directory.resolve("b"), new Sample(20, 7, 8, true).line() + new Sample(20, 9, 10, false).line());
        OverlapCheck check = OverlapCheck.ofFiles(Map.of("a", killed, "b", orderly, "c", directory.resolve("missing")));
        assertEquals(2, check.leaderships().size());
        assertEquals(4, check.leaderships().get(0).lastTrue().after());
        assertEquals(7, check.leaderships().get(1).lastTrue().before());
    }

    private static ObservedLeadership heldAt(String worker, long token, long... times) {
        List<Sample> samples = Arrays.stream(times)
                .mapToObj(time -> new Sample(token, time, time + WIDTH, true))
                .toList();
        return ObservedLeadership.of(worker, samples);
    }
}
