// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.EtcdSpec;
import io.baton.etcd.server.Pem;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of TLS that are renewed, or cannot be used for a while, under a connection that goes on. */
@Timeout(600)
class TlsRenewalTest {

    private static final boolean LONG = Boolean.getBoolean("baton.faults");
    private static final Duration VALIDITY = Duration.ofSeconds(LONG ? 45 : 15);
    private static final Duration AWAY = Duration.ofSeconds(LONG ? 8 : 3);
    private static final Duration PAST_EXPIRY = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    /** What is wrong with a file. */
    enum Fault {
        TRUNCATED,
        HALF_WRITTEN,
        GARBAGE,
        MISSING,
        UNREADABLE;

        void befall(Path file) throws IOException {
            byte[] whole = Files.readAllBytes(file);
            Files.delete(file);
            switch (this) {
                case TRUNCATED -> Files.write(file, new byte[0]);
                case HALF_WRITTEN -> Files.write(file, Arrays.copyOf(whole, whole.length / 2));
                case GARBAGE -> Files.writeString(file, "neither a certificate nor a key");
                case MISSING -> {}
                // Root may read every file.
                case UNREADABLE -> Files.createDirectory(file);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionIsOpenedAlthoughTheAuthoritiesCannotBeRead(Fault fault) throws Exception {
        opensAgain(fault, "here.pem");
    }

    @ParameterizedTest
    @EnumSource(names = {"HALF_WRITTEN", "UNREADABLE"})
    void aSessionIsOpenedAlthoughTheKeyCannotBeRead(Fault fault) throws Exception {
        opensAgain(fault, "client-key.pem");
    }

    @ParameterizedTest
    @EnumSource(names = {"HALF_WRITTEN", "UNREADABLE"})
    void aSessionIsOpenedAlthoughTheCertificateCannotBeRead(Fault fault) throws Exception {
        opensAgain(fault, "client.pem");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HALF_WRITTEN", "UNREADABLE"})
    @Tag("faults")
    void asAlsoAfterAnyOtherDamageToTheKey(Fault fault) throws Exception {
        opensAgain(fault, "client-key.pem");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HALF_WRITTEN", "UNREADABLE"})
    @Tag("faults")
    void asAlsoAfterAnyOtherDamageToTheCertificate(Fault fault) throws Exception {
        opensAgain(fault, "client.pem");
    }

    private void opensAgain(Fault fault, String spoilt) throws Exception {
        Pem here = Pem.make(directory, "here", "dns:localhost,ip:127.0.0.1");
        Pem client = Pem.make(directory, "client", "dns:client.invalid");
        Path authority = Files.copy(here.certificate(), directory.resolve("server.pem"));
        Path serverKey = Files.copy(here.key(), directory.resolve("server-key.pem"));
        Path clients = Files.copy(client.certificate(), directory.resolve("clients.pem"));
        EtcdSpec spec = EtcdSpec.standard().tls(authority, serverKey).clientCertificates(clients);
        try (EtcdServer server = EtcdServer.start(spec);
                Baton baton = identifiedBy(client, trusting(here, server)).connect()) {
            LeaderElector elector = baton.elector("spoilt").start();
            long token =
                    elector.awaitLeadership(Await.LONG).orElseThrow().token().value();
            Path file = directory.resolve(spoilt);
            byte[] whole = Files.readAllBytes(file);
            fault.befall(file);
            // The session ends here, and the next one needs a new connection.
            server.stop();
            Await.untilAfter(System.nanoTime(), AWAY);
            server.restart();
            Files.delete(Files.exists(file) ? file : Files.createFile(file));
            Files.write(file, whole);
            long restored = System.nanoTime();
            Await.untilTrue(
                    "elected again",
                    () -> elector.leadership()
                            .filter(next -> next.token().value() != token)
                            .isPresent());
            System.out.println(spoilt + " " + fault + ": leads " + (System.nanoTime() - restored) / 1_000_000
                    + " ms after the file was restored");
        }
    }

    @Test
    void aRenewedCertificateIsShownToAServerThatComesBack() throws Exception {
        Pem here = Pem.make(directory, "here", "dns:localhost,ip:127.0.0.1");
        Pem first = Pem.make(directory, "first", "dns:client.invalid", VALIDITY);
        long made = System.nanoTime();
        Pem second = Pem.make(directory, "second", "dns:client.invalid");
        Path clients = Files.writeString(
                directory.resolve("clients.pem"),
                Files.readString(first.certificate()) + Files.readString(second.certificate()));
        EtcdSpec spec = EtcdSpec.standard().tls(here.certificate(), here.key()).clientCertificates(clients);
        try (EtcdServer server = EtcdServer.start(spec);
                Baton baton = identifiedBy(first, trusting(here, server)).connect()) {
            LeaderElector elector = baton.elector("renewed").start();
            assertThat(elector.awaitLeadership(Await.LONG)).isPresent();
            Files.write(first.certificate(), Files.readAllBytes(second.certificate()));
            Files.write(first.key(), Files.readAllBytes(second.key()));
            Await.untilAfter(made, VALIDITY.plus(PAST_EXPIRY));
            server.stop();
            Await.untilTrue("lost", () -> !elector.isLeader());
            server.restart();
            long served = System.nanoTime();
            assertThat(elector.awaitLeadership(Await.LONG)).isPresent();
            System.out.println("leads " + (System.nanoTime() - served) / 1_000_000
                    + " ms after a server has come that does not accept the first certificate any more");
        }
    }

    private static Configuration trusting(Pem authority, EtcdServer server) {
        return Configuration.of("etcd")
                .with("baton.etcd.endpoints", server.endpoint())
                .with("baton.lease-duration", "4s")
                .with("baton.connect-timeout", "30s")
                .with(
                        "baton.etcd.tls.trusted-certificates",
                        authority.certificate().toString());
    }

    private static Configuration identifiedBy(Pem own, Configuration of) {
        return of.with("baton.etcd.tls.certificate", own.certificate().toString())
                .with("baton.etcd.tls.key", own.key().toString());
    }
}
