// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import io.baton.testkit.process.election.WorkerMessage.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/**
 * The program of a process that stands in an election until it is killed. Its configuration are system
 * properties; its arguments are the file for its samples and the election.
 */
final class ElectionWorker {

    static final String RESIGN = "resign";
    static final String ASK = "ask";
    static final String LEAST = "least";

    private static final Duration ASKS_EVERY = Duration.ofMillis(40);

    private ElectionWorker() {}

    public static void main(String[] arguments) throws IOException {
        SampleFile file = SampleFile.create(Path.of(arguments[0]));
        try (Baton baton = Baton.connect(System.getProperties());
                LeaderElector elector = baton.elector(arguments[1])) {
            Sampler sampler = new Sampler(file, () -> elector.leadership().map(Held::new));
            sampler.start();
            elector.listen(new Announcer(sampler));
            elector.start();
            obey(elector);
        }
    }

    /** Until the parent has gone. */
    private static void obey(LeaderElector elector) throws IOException {
        RemainingTime remainingTime = RemainingTime.of(elector);
        Timer asking = new Timer("asking", true);
        var commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            switch (line) {
                case RESIGN -> elector.resign();
                case ASK -> asking.schedule(new Question(elector), 0, ASKS_EVERY.toMillis());
                case LEAST -> remainingTime.tell();
                default -> throw new IOException("not a command: " + line);
            }
        }
    }

    private static final class Question extends TimerTask {

        private final LeaderElector elector;

        Question(LeaderElector elector) {
            this.elector = elector;
        }

        @Override
        public void run() {
            try {
                elector.candidates();
            } catch (BatonException notAnswered) {
                // What counts is that it was asked.
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
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
            WorkerMessage.now(Kind.ELECTED, leadership.token().value(), "").say();
            sampler.announce(new Held(leadership));
        }

        @Override
        public void onLost(Leadership leadership, LossReason reason) {
            WorkerMessage.now(Kind.LOST, leadership.token().value(), reason.name())
                    .say();
        }

        @Override
        public void onRefused(BatonException why) {
            WorkerMessage.now(Kind.REFUSED, 0, String.valueOf(why.getMessage())).say();
        }
    }
}
