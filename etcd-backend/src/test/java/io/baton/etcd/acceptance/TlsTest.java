// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.EtcdSpec;
import io.baton.etcd.server.Pem;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.fixture.ConnectFailure;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with certificates on both sides; if they are not right, connect says in time what to mend. */
@Timeout(300)
class TlsTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    /** More than the patience of 3 s, for closing on a busy machine; less than the default patience of 15 s. */
    private static final Duration SOON = Duration.ofSeconds(12);

    @TempDir
    private static Path directory;

    private static Pem here;
    private static Pem elsewhere;
    private static Pem client;
    private static Pem stranger;
    private static EtcdServer server;
    private static EtcdServer impostor;

    @BeforeAll
    static void start() throws Exception {
        here = Pem.make(directory, "here", "dns:localhost,ip:127.0.0.1");
        elsewhere = Pem.make(directory, "elsewhere", "dns:elsewhere.invalid");
        client = Pem.make(directory, "client", "dns:client.invalid");
        stranger = Pem.make(directory, "stranger", "dns:localhost,ip:127.0.0.1");
        server = EtcdServer.start(
                EtcdSpec.standard().tls(here.certificate(), here.key()).clientCertificates(client.certificate()));
        impostor = EtcdServer.start(EtcdSpec.standard().tls(elsewhere.certificate(), elsewhere.key()));
        // What a JVM does only at its first TLS is not measured.
        connects(right());
    }

    @AfterAll
    static void stop() {
        server.close();
        impostor.close();
    }

    @Test
    void leadsAndHandsOver() throws Exception {
        try (Baton first = patiently(right()).connect();
                Baton second = patiently(right()).connect()) {
            LeaderElector leader = first.elector("tls").start();
            assertThat(leader.awaitLeadership(BOUND)).isPresent();
            LeaderElector next = second.elector("tls").start();
            leader.close();
            assertThat(next.awaitLeadership(BOUND)).isPresent();
        }
    }

    @Test
    void aCertificateIsForAnotherHost() throws Exception {
        Configuration mistaken = trusting(elsewhere, impostor.endpoint());
        refused("a server whose certificate is for another host", mistaken)
                .hasMessageContainingAll("certificate is for another host", "baton.etcd.authority");
        connects(mistaken.with("baton.etcd.authority", "elsewhere.invalid"));
    }

    @Test
    void theAuthorityIsTheNameThatIsChecked() {
        refused("another authority than the certificate's", right().with("baton.etcd.authority", "elsewhere.invalid"))
                .hasMessageContainingAll("certificate is for another host", "baton.etcd.authority");
    }

    @Test
    void aCertificateIsNotTrusted() {
        refused(
                        "a server whose certificate is not trusted",
                        identifiedBy(client, trusting(stranger, server.endpoint())))
                .hasMessageContaining("baton.etcd.tls.trusted-certificates");
        refused("a server that the JDK does not trust", Connecting.brieflyTo(server.endpoint()))
                .hasMessageContaining("baton.etcd.tls.trusted-certificates");
    }

    @Test
    void theClientHasNoCertificate() {
        refused("a client without a certificate", trusting(here, server.endpoint()))
                .hasMessageContaining("baton.etcd.tls.certificate");
        refused("a client whose certificate is not trusted", identifiedBy(stranger, trusting(here, server.endpoint())))
                .hasMessageContaining("baton.etcd.tls.certificate");
    }

    @Test
    void onlyTheServerSpeaksTls() {
        refused("a plain client at a port for TLS", Connecting.brieflyTo("http://" + server.hostAndPort()))
                .hasMessageContaining("both sides use TLS");
    }

    @Test
    void onlyTheClientSpeaksTls() throws Exception {
        try (EtcdServer plain = EtcdServer.start()) {
            refused("a client with TLS at a plain port", trusting(here, "https://" + plain.hostAndPort()))
                    .hasMessageContaining("both sides use TLS");
        }
    }

    private static Configuration right() {
        return identifiedBy(client, trusting(here, server.endpoint()));
    }

    private static Configuration trusting(Pem authority, String endpoint) {
        return Connecting.brieflyTo(endpoint)
                .with(
                        "baton.etcd.tls.trusted-certificates",
                        authority.certificate().toString());
    }

    private static Configuration identifiedBy(Pem own, Configuration of) {
        return of.with("baton.etcd.tls.certificate", own.certificate().toString())
                .with("baton.etcd.tls.key", own.key().toString());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String what, Configuration mistaken) {
        Throwable first = catchThrowable(mistaken.with("baton.connect-timeout", "3s")::connect);
        // A machine that has found nothing in that time is too busy for it.
        boolean isFound = !String.valueOf(first).contains("log may say why");
        String patience = isFound ? "3s" : "30s";
        return ConnectFailure.within(SOON, what, () -> {
                    if (first != null && isFound) {
                        throw first;
                    }
                    mistaken.with("baton.connect-timeout", patience).connect().close();
                })
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll(mistaken.keys().get("baton.etcd.endpoints"), "within " + patience);
    }

    private static void connects(Configuration mended) throws InterruptedException {
        try (Baton baton = patiently(mended).connect()) {
            assertThat(baton.elector("tls").leader()).isEmpty();
        }
    }

    private static Configuration patiently(Configuration of) {
        return of.with("baton.connect-timeout", "60s");
    }
}
