// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.worker;

import io.baton.Baton;
import io.baton.Candidate;
import io.baton.LeaderElector;
import io.baton.examples.worker.WorkerEvent.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.stream.Collectors;

/**
 * One of the demo's processes: stands for election and, while it leads, writes to the shared database. The connection
 * to the store is configured by system properties, {@code -Dbaton.backend=zookeeper} and so on; commands come by
 * standard input, and the process ends when that does.
 */
public final class Worker {

    public static final String ELECTION = "billing";
    public static final String RESIGN = "resign";
    public static final String CANDIDATES = "candidates";
    public static final String CLOSE = "close";

    private Worker() {}

    /** Arguments: the worker's name, the database's URL, the file for the samples of {@code isHeld()}. */
    public static void main(String[] arguments) throws Exception {
        String database = arguments[1];
        Path samples = Path.of(arguments[2]);
        Reporter reporter = new Reporter(arguments[0], System.out);
        try (Connection connection = DriverManager.getConnection(database);
                Sampler sampler = Sampler.start(samples, reporter::ended);
                Baton baton = Baton.connect(System.getProperties());
                LeaderElector elector = baton.elector(ELECTION)) {
            sampler.follow(elector);
            elector.listen(reporter);
            elector.whileLeader(new BillingJob(connection, reporter)).start();
            reporter.report(Kind.STANDS, "");
            obey(elector, reporter);
        }
    }

    private static void obey(LeaderElector elector, Reporter reporter) throws IOException, InterruptedException {
        try (var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String command = commands.readLine();
            while (command != null && !command.equals(CLOSE)) {
                switch (command) {
                    case RESIGN -> elector.resign();
                    case CANDIDATES -> reporter.report(Kind.CANDIDATES, candidates(elector));
                    default -> throw new IllegalArgumentException("no such command: " + command);
                }
                command = commands.readLine();
            }
        }
    }

    private static String candidates(LeaderElector elector) throws InterruptedException {
        return elector.candidates().stream().map(Candidate::id).collect(Collectors.joining(", "));
    }
}
