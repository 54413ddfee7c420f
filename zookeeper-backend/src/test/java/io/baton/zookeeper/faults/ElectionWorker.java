// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import io.baton.zookeeper.faults.WorkerLine.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/**
 * The program of a process that stands in an election until it is killed. Its configuration are system
 * properties; its arguments are the file for its samples and the election.
 */
final class ElectionWorker {

    static final String RESIGN = "resign";

    private ElectionWorker() {}

    public static void main(String[] arguments) throws IOException {
        SampleFile file = SampleFile.create(Path.of(arguments[0]));
        try (Baton baton = Baton.connect(System.getProperties());
                LeaderElector elector = baton.elector(arguments[1])) {
            Sampler sampler = new Sampler(file, () -> elector.leadership().map(Held::new), ElectionWorker::woke);
            sampler.start();
            elector.listen(new Announcer(sampler)).start();
            obey(elector);
        }
    }

    /** Until the parent has gone. */
    private static void obey(LeaderElector elector) throws IOException {
        var commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (line.equals(RESIGN)) {
                elector.resign();
            }
        }
    }

    static void woke(long token, boolean held, long frozenNanos) {
        WorkerLine.now(Kind.WOKE, token, held ? "held" : "not held").say();
    }

    private record Held(Leadership leadership) implements Sampler.Subject {

        @Override
        public long token() {
            return leadership.token().value();
        }

        @Override
        public boolean isHeld() {
            return leadership.isHeld();
        }
    }

    private record Announcer(Sampler sampler) implements LeadershipListener {

        @Override
        public void onElected(Leadership leadership) {
            WorkerLine.now(Kind.ELECTED, leadership.token().value(), "").say();
            sampler.announce(new Held(leadership));
        }

        @Override
        public void onLost(Leadership leadership, LossReason reason) {
            WorkerLine.now(Kind.LOST, leadership.token().value(), reason.name()).say();
        }

        @Override
        public void onRefused(BatonException why) {
            WorkerLine.now(Kind.REFUSED, 0, String.valueOf(why.getMessage())).say();
        }
    }
}
