// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.EtcdCluster;
import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One name for several members, as that of a headless service. */
@Timeout(300)
class SeveralAddressesTest {

    private static final String NAME = "etcd.test";
    private static final Duration LEASE = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    @Test
    void aFrozenAddressIsLeftForTheOthersOfItsName() throws Exception {
        int port = FreePorts.next();
        Path hosts = Files.writeString(
                directory.resolve("hosts"), "127.0.0.2 " + NAME + "\n127.0.0.3 " + NAME + "\n127.0.0.4 " + NAME + "\n");
        try (EtcdCluster cluster = EtcdCluster.startAt(port)) {
            EtcdServer first = cluster.member(0);
            first.pause();
            long paused = System.nanoTime();
            try (ChildJvm application = application(hosts, port)) {
                application.awaitLine("elected \\d+", Await.LONG);
                System.out.println("elected " + (System.nanoTime() - paused) / 1_000_000
                        + " ms after the start beside a frozen address");
                first.resume();
                for (EtcdServer next : cluster.members()) {
                    next.pause();
                    awaitLeading(application, System.nanoTime());
                    next.resume();
                }
            }
        }
    }

    @Test
    void aNameThatHasMovedIsFound() throws Exception {
        int port = FreePorts.next();
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.2 " + NAME + "\n");
        try (EtcdCluster cluster = EtcdCluster.startAt(port);
                ChildJvm application = application(hosts, port)) {
            application.awaitLine("elected \\d+", Await.LONG);
            Path moved = Files.writeString(directory.resolve("moved"), "127.0.0.3 " + NAME + "\n");
            Files.move(moved, hosts, StandardCopyOption.ATOMIC_MOVE);
            cluster.member(0).kill();
            awaitLeading(application, System.nanoTime());
        }
    }

    @Test
    void aNameThatCannotBeLookedUpIsStillWhatItWas() throws Exception {
        int port = FreePorts.next();
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.2 " + NAME + "\n127.0.0.3 " + NAME + "\n");
        try (EtcdCluster cluster = EtcdCluster.startAt(port);
                ChildJvm application = application(hosts, port)) {
            application.awaitLine("elected \\d+", Await.LONG);
            Files.delete(hosts);
            cluster.member(0).kill();
            awaitLeading(application, System.nanoTime());
            cluster.member(0).restart();
            cluster.member(1).kill();
            awaitLeading(application, System.nanoTime());
        }
    }

    /** What one session has found counts for the next. */
    @Test
    void aNameThatCannotBeLookedUpIsStillWhatItWasForAnotherSession() throws Exception {
        int port = FreePorts.next();
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.2 " + NAME + "\n127.0.0.3 " + NAME + "\n");
        try (EtcdCluster cluster = EtcdCluster.startAt(port);
                ChildJvm application = application(hosts, port)) {
            application.awaitLine("elected \\d+", Await.LONG);
            Files.delete(hosts);
            for (EtcdServer member : cluster.members()) {
                member.pause();
            }
            Await.untilAfter(System.nanoTime(), LEASE.multipliedBy(3));
            for (EtcdServer member : cluster.members()) {
                member.resume();
            }
            awaitLeading(application, System.nanoTime());
        }
    }

    /** When what it had before has run out. */
    private static void awaitLeading(ChildJvm application, long since) throws InterruptedException {
        Await.untilAfter(since, LEASE);
        long begun = System.nanoTime();
        boolean leads = false;
        while (!leads && System.nanoTime() - begun < Await.LONG.toNanos()) {
            application.send(ApplicationMain.ASK);
            leads = application
                    .awaitLine("leads (true|false)", Await.LONG)
                    .group(1)
                    .equals("true");
        }
        assertThat(leads).isTrue();
        System.out.println("leads " + (System.nanoTime() - since) / 1_000_000 + " ms after the fault");
    }

    private static ChildJvm application(Path hosts, int port) {
        return ChildJvm.of(ApplicationMain.class.getName())
                .systemProperty("jdk.net.hosts.file", hosts.toString())
                .systemProperty("sun.net.inetaddr.ttl", "1")
                .arguments(
                        "baton.etcd.endpoints=http://" + NAME + ":" + port,
                        "baton.etcd.allow-plaintext=true",
                        "baton.connect-timeout=30s")
                .start();
    }
}
