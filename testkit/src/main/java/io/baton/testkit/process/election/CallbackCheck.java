// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

import io.baton.testkit.process.election.WorkerMessage.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a process was told of its leaderships in order: of the begin, of the end of the same, and only then of the next. A process that was
 * killed is not told of an end, and one whose heap was full may not have said what it was told.
 */
final class CallbackCheck {

    private CallbackCheck() {}

    /** What is wrong, in words. */
    static List<String> of(String worker, List<WorkerMessage> lines) {
        List<String> wrong = new ArrayList<>();
        if (lines.stream().anyMatch(line -> line.kind() == Kind.EXHAUSTED)) {
            return wrong;
        }
        long led = 0;
        boolean leads = false;
        for (WorkerMessage line : lines) {
            long token = line.token();
            if (line.kind() == Kind.ELECTED) {
                if (leads || token <= led) {
                    wrong.add(worker + " was told that it leads with token " + token + " after " + led
                            + (leads ? ", whose end it was not told" : ""));
                }
                led = token;
                leads = true;
            } else if (line.kind() == Kind.LOST) {
                if (!leads || token != led) {
                    wrong.add(worker + " was told of the end of token " + token + " while it "
                            + (leads ? "led with " + led : "did not lead"));
                }
                leads = false;
            }
        }
        return wrong;
    }
}
