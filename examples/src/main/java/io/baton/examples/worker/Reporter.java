// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.worker;

import io.baton.FencingToken;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import io.baton.examples.worker.WorkerEvent.Kind;
import java.io.PrintStream;

/** Says in the worker's output what happens to it. Safe for use by many threads. */
final class Reporter implements LeadershipListener {

    private final String worker;
    private final PrintStream out;

    Reporter(String worker, PrintStream out) {
        this.worker = worker;
        this.out = out;
    }

    @Override
    public void onElected(Leadership leadership) {
        report(Kind.LEADS, leadership.token(), "");
    }

    @Override
    public void onLost(Leadership leadership, LossReason reason) {
        report(Kind.LOST, leadership.token(), reason.toString());
    }

    void ended(Sample lastTrue, Sample firstFalse) {
        say(new WorkerEvent(
                worker, Kind.NOT_HELD, firstFalse.before(), firstFalse.token(), Long.toString(lastTrue.before())));
    }

    void report(Kind kind, FencingToken token, String detail) {
        say(new WorkerEvent(worker, kind, System.nanoTime(), token.value(), detail));
    }

    void report(Kind kind, String detail) {
        say(new WorkerEvent(worker, kind, System.nanoTime(), 0, detail));
    }

    private void say(WorkerEvent event) {
        out.println(event.line());
    }
}
