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
 * @param end nothing while it runs; for a run that was killed, when its process was seen to be gone
 */
record JobRun(
        String process,
        long token,
        String thread,
        long begin,
        OptionalLong interrupt,
        boolean heldAtInterrupt,
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
                long token = Long.parseLong(words[2]);
                open = new JobRun(process, token, words[3], at, OptionalLong.empty(), false, OptionalLong.empty());
            } else if (open == null) {
                throw new AssertionError(process + " ended a run that it had not begun: " + line);
            } else if (words[1].equals("interrupt")) {
                open = open.interruptedAt(at, words[3].equals("held"));
            } else {
                runs.add(open.endedAt(OptionalLong.of(at)));
                open = null;
            }
        }
        if (open != null) {
            runs.add(open.endedAt(goneAt));
        }
        return List.copyOf(runs);
    }

    private JobRun interruptedAt(long at, boolean held) {
        return new JobRun(process, token, thread, begin, OptionalLong.of(at), held, end);
    }

    private JobRun endedAt(OptionalLong at) {
        return new JobRun(process, token, thread, begin, interrupt, heldAtInterrupt, at);
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
