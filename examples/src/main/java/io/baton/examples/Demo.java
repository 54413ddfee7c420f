// SPDX-License-Identifier: Apache-2.0
package io.baton.examples;

import io.baton.examples.server.DemoFailure;
import io.baton.examples.server.Store;
import io.baton.examples.server.StoreFactory;
import io.baton.examples.worker.Database;
import io.baton.examples.worker.Timeline;
import io.baton.examples.worker.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Three processes stand for one election, over a group of their own or a real server; the leader is killed, frozen and made
 * to resign, while the next one takes over and a database keeps late writes out. Ends with exit value 0 only if every promise was kept.
 */
public final class Demo {

    /** Whatever happens, it ends within a minute. */
    private static final Duration BOUND = Duration.ofSeconds(150);

    private static final int LAST_LINES = 20;

    private final Resources resources;
    private final long start = System.nanoTime();
    private final Timeline timeline = new Timeline(System.out, start);

    private Demo(Resources resources) {
        this.resources = resources;
    }

    /** The system property {@code backend} names the store to run with. */
    public static void main(String[] arguments) {
        int exit;
        try (Resources resources = Resources.closedAtExit()) {
            exit = new Demo(resources).run(System.getProperty("backend", "raft"));
        }
        System.exit(exit);
    }

    private int run(String backend) {
        try {
            Path directory = resources.temporaryDirectory();
            try {
                return play(backend, directory) ? 0 : 1;
            } catch (DemoFailure failure) {
                tell(failure, directory);
                return 1;
            }
        } catch (IllegalArgumentException wrongUse) {
            System.err.println(wrongUse.getMessage());
            return 2;
        } catch (IOException | SQLException | InterruptedException failure) {
            failure.printStackTrace();
            return 1;
        }
    }

    private boolean play(String backend, Path directory) throws IOException, InterruptedException, SQLException {
        Store store = resources.add(StoreFactory.start(backend, Scenario.NAMES, directory));
        timeline.say(
                "Baton: three processes, one leader at a time. The leader looks at isHeld(), works for 100 ms and");
        timeline.say("writes a row, five times a second: once through the fence, and once into a table without one.");
        timeline.heading("Something to coordinate over, and a database to share");
        timeline.now("", store.description());
        Database database = resources.add(Database.start());
        timeline.now("", "H2 on 127.0.0.1:" + database.port());
        Workers workers = resources.add(new Workers(directory, start + BOUND.toNanos(), timeline));
        Scenario scenario = new Scenario(workers, database, timeline);
        boolean played = played(scenario, store, directory);
        if (resources.isClosed()) {
            return false;
        }
        workers.close();
        Verdict verdict = new Verdict(timeline, OverlapCheck.ofFiles(workers.samples()), database, scenario.endings());
        verdict.tellLeaderships(workers.refused());
        boolean kept = verdict.tellPromises();
        timeline.say("");
        return played && kept;
    }

    private boolean played(Scenario scenario, Store store, Path directory)
            throws IOException, InterruptedException, SQLException {
        try {
            scenario.play(store);
            store.close();
            return true;
        } catch (DemoFailure failure) {
            tell(failure, directory);
            return false;
        }
    }

    private void tell(DemoFailure failure, Path directory) throws IOException {
        if (resources.isClosed()) {
            // Ctrl-C: whatever goes wrong now is no failure.
            return;
        }
        timeline.now("", "FAILED: " + failure.getMessage());
        List<Path> logs;
        try (var files = Files.list(directory)) {
            logs = files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
        for (Path log : logs) {
            List<String> lines = Files.readAllLines(log);
            if (!lines.isEmpty()) {
                System.err.println("--- " + log.getFileName() + ", its last lines");
                lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
                        .forEach(System.err::println);
            }
        }
    }
}
