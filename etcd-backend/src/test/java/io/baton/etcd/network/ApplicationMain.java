// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.network;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import io.baton.testkit.fixture.Configuration;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An application that stands in one election until its input ends, and uses up its file descriptors when it is told to. */
public final class ApplicationMain implements LeadershipListener {

    static final String ELECTION = "network";
    static final String ASK = "ask";
    static final String EXHAUST = "exhaust";
    static final String RELEASE = "release";

    private ApplicationMain() {}

    /**
     * Runs in a JVM of its own.
     *
     * @param arguments as in {@code key=value}
     */
    public static void main(String[] arguments) throws IOException {
        Configuration configuration = Configuration.of("etcd");
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            configuration = configuration.with(argument.substring(0, equals), argument.substring(equals + 1));
        }
        try (Baton baton = configuration.connect();
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            LeaderElector elector = baton.elector(ELECTION);
            elector.listen(new ApplicationMain());
            elector.start();
            obey(input, elector);
        }
    }

    private static void obey(BufferedReader input, LeaderElector elector) throws IOException {
        List<InputStream> files = new ArrayList<>();
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.equals(ASK)) {
                System.out.println("leads " + elector.isLeader());
            } else if (line.equals(EXHAUST)) {
                exhaust(files);
            } else if (line.equals(RELEASE)) {
                for (InputStream file : files) {
                    file.close();
                }
                System.out.println("released");
            }
        }
    }

    private static void exhaust(List<InputStream> files) {
        try {
            while (true) {
                files.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException none) {
            System.out.println("exhausted");
        }
    }

    @Override
    public void onElected(Leadership leadership) {
        System.out.println("elected " + leadership.token().value());
    }

    @Override
    public void onLost(Leadership leadership, LossReason reason) {
        System.out.println("lost " + reason);
    }

    @Override
    public void onRefused(BatonException why) {
        System.out.println("refused " + why.getMessage());
    }
}
