// SPDX-License-Identifier: Apache-2.0
package io.baton.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.baton.Baton;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.examples.server.ChildProcess;
import io.baton.examples.server.ZooKeeperStore;
import io.baton.examples.worker.Database;
import io.baton.testkit.fixture.Await;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample of the README is a program: it runs as a service does, and gives its place up when it is stopped. */
class PlainJavaTest {

    /** Far below the lease of 10 s; without a load it is a tenth. */
    private static final Duration HAND_OVER = Duration.ofSeconds(2);

    private static final int STOPPED_BY_SIGTERM = 128 + 15;

    @Test
    void theReadmeShowsTheProgram() throws IOException {
        List<String> program = Files.readAllLines(Path.of("src/main/java/io/baton/examples/PlainJava.java"));
        int from = indexOf(program, "String zookeeper");
        int to = indexOf(program, "new CountDownLatch(1)");
        String shown = String.join("\n", program.subList(from, to + 1)).stripIndent();
        assertTrue(Files.readString(Path.of("../README.md")).contains(shown), "README.md does not show:\n" + shown);
    }

    @Test
    void aServiceThatIsStoppedHandsOverAtOnce(@TempDir Path directory) throws Exception {
        try (Database database = Database.start();
                ZooKeeperStore store = ZooKeeperStore.start(directory);
                Baton baton = Baton.connect(store.configuration("observer"))) {
            makeInvoice(database.url());
            LeaderElector billing = baton.elector("billing");
            Process first = service(directory, "first", store, database);
            Process second = null;
            try {
                Await.untilTrue("the first leads", () -> leads(billing, first));
                second = service(directory, "second", store, database);
                Await.untilTrue("the second stands", () -> billing.candidates().size() == 2);
                Await.untilTrue("the invoice is sent", () -> isSent(database.url()));

                CompletableFuture<Long> led = new CompletableFuture<>();
                Process next = second;
                billing.observe(leader -> {
                    if (leader.filter(now -> isOf(next, now)).isPresent()) {
                        led.complete(System.nanoTime());
                    }
                });
                long stopped = System.nanoTime();
                first.destroy(); // SIGTERM
                Duration took = Duration.ofNanos(led.get(60, TimeUnit.SECONDS) - stopped);
                System.out.println("the next one led " + took.toMillis() + " ms after SIGTERM");
                assertTrue(took.compareTo(HAND_OVER) < 0, "the next one led only after " + took);
                assertTrue(first.waitFor(10, TimeUnit.SECONDS));
                assertEquals(STOPPED_BY_SIGTERM, first.exitValue());
            } finally {
                first.destroyForcibly();
                if (second != null) {
                    second.destroyForcibly();
                }
            }
        }
    }

    /** Without a terminal and without input, as an init system starts it. */
    private static Process service(Path directory, String name, ZooKeeperStore store, Database database)
            throws IOException {
        String address = store.configuration(name).get("baton.zookeeper.connect-string");
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(ChildProcess.java(
                directory, Map.of(), List.of(PlainJava.class.getName(), String.valueOf(address), database.url())));
        File log = directory.resolve(name + ".log").toFile();
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log)
                .redirectErrorStream(true)
                .start();
    }

    private static boolean leads(LeaderElector billing, Process process) throws InterruptedException {
        return billing.leader().filter(leader -> isOf(process, leader)).isPresent();
    }

    /** The default id of a candidate names its process. */
    private static boolean isOf(Process process, Leader leader) {
        return leader.id().contains("-" + process.pid() + "-");
    }

    private static void makeInvoice(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE invoice (due TIMESTAMP, sent BOOLEAN)");
            statement.execute("INSERT INTO invoice VALUES (TIMESTAMP '2020-01-01 00:00:00', FALSE)");
        }
    }

    private static boolean isSent(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sent FROM invoice")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static int indexOf(List<String> lines, String text) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        throw new AssertionError("no line with " + text);
    }
}
