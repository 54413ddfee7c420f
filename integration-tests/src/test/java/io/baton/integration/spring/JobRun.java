// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One run of the job, in nanoseconds of the clock that all processes of a machine share.
 *
 * @param thread what it ran in
 * @param interrupt when it saw an interrupt, if it did
 * @param heldAtInterrupt whether its leadership was still held then
 * @param suspectedOverlaps how often its process had suspected, when the run ended, that two led
 * @param end nothing while it runs; for a run that was killed, when its process was seen to be gone
 */
record JobRun(
        String process,
        long token,
        String thread,
        long begin,
        OptionalLong interrupt,
        boolean heldAtInterrupt,
        long suspectedOverlaps,
        OptionalLong end) {

    /** From the lines that a process has written. */
    static List<JobRun> parse(String process, List<String> lines, OptionalLong goneAt) {
        List<JobRun> runs = new ArrayList<>();
        @Nullable JobRun open = null;
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            long at = Long.parseLong(words[0]);
            if (words[1].equals("begin")) {
                if (open != null) {
                    throw new AssertionError(process + " began a run inside a run: " + line);
                }
                open = begun(process, words, at);
            } else if (open == null) {
                throw new AssertionError(process + " ended a run that it had not begun: " + line);
            } else if (words[1].equals("interrupt")) {
                open = open.interruptedAt(at, words[3].equals("held"));
            } else {
                runs.add(open.endedAt(OptionalLong.of(at), Long.parseLong(words[3])));
                open = null;
            }
        }
        if (open != null) {
            runs.add(open.endedAt(goneAt, 0));
        }
        return List.copyOf(runs);
    }

    private static JobRun begun(String process, String[] words, long at) {
        long token = Long.parseLong(words[2]);
        return new JobRun(process, token, words[3], at, OptionalLong.empty(), false, 0, OptionalLong.empty());
    }

    private JobRun interruptedAt(long at, boolean held) {
        return new JobRun(process, token, thread, begin, OptionalLong.of(at), held, 0, end);
    }

    private JobRun endedAt(OptionalLong at, long suspected) {
        return new JobRun(process, token, thread, begin, interrupt, heldAtInterrupt, suspected, at);
    }

    boolean isOpen() {
        return end.isEmpty();
    }

    @Override
    public String toString() {
        return process + " under token " + token + " [" + begin + ", " + (end.isPresent() ? end.getAsLong() : "...")
                + "]";
    }
}
