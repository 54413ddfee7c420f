// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.etcd.server.CallLog;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Operator;
import io.baton.etcd.server.Users;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthUserChangePasswordRequest;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often a process whose password was changed asks to be let in: each time costs the cluster a hash of the password. */
@Timeout(900)
class LoginPacingTest {

    @Test
    @Tag("short")
    void aChangedPasswordIsTriedEverMoreSeldom() throws Exception {
        tries(Duration.ofSeconds(5), Duration.ofSeconds(15), 5);
    }

    /** After the first minute at most once in ten seconds. */
    @Test
    @Tag("faults")
    void aChangedPasswordIsTriedOnceInTenSeconds() throws Exception {
        tries(Duration.ofMinutes(1), Duration.ofMinutes(2), 12);
    }

    private static void tries(Duration first, Duration then, int atMost) throws Exception {
        try (EtcdServer server = EtcdServer.start()) {
            Users.of(server).add("worker", "first").permit("worker", "baton/");
            try (CallLog log = CallLog.inFrontOf(server);
                    Baton baton = Users.login(Configuration.of("etcd"), "worker", "first")
                            .with("baton.etcd.endpoints", log.endpoint())
                            .with("baton.lease-duration", "4s")
                            .connect()) {
                LeaderElector elector = baton.elector("login").start();
                assertThat(elector.awaitLeadership(Await.LONG)).isPresent();
                change(server, "second");
                long changed = System.nanoTime();
                Await.untilAfter(changed, first);
                int quick = logins(log);
                Await.untilAfter(changed, first.plus(then));
                int slow = logins(log) - quick;
                change(server, "first");
                long restored = System.nanoTime();
                assertThat(elector.awaitLeadership(Await.LONG)).isPresent();
                System.out.println(quick + " logins in " + first.toSeconds() + " s, " + slow + " in " + then.toSeconds()
                        + " s after that; leads " + (System.nanoTime() - restored) / 1_000_000
                        + " ms after the password was restored");
                assertThat(slow).isLessThanOrEqualTo(atMost);
            }
        }
    }

    private static void change(EtcdServer server, String password) {
        try (Operator operator = new Operator(server)) {
            AuthGrpc.AuthBlockingStub auth = AuthGrpc.newBlockingStub(operator.channel());
            String token = auth.authenticate(AuthenticateRequest.newBuilder()
                            .setName(Users.ADMINISTRATOR)
                            .setPassword(Users.ADMINISTRATORS_PASSWORD)
                            .build())
                    .getToken();
            Metadata headers = new Metadata();
            headers.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), token);
            auth.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .userChangePassword(AuthUserChangePasswordRequest.newBuilder()
                            .setName("worker")
                            .setPassword(password)
                            .build());
        }
    }

    private static int logins(CallLog log) {
        return log.calls("Auth/Authenticate").size();
    }
}
