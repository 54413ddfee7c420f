// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.member.LocalMember;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fixture.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** An application whose member begins again and again, until another socket has its port, which is freed later. */
final class RestartedHostProgram {

    static final String AGAIN = "the member leads again";

    private static final Duration A_FEW_ATTEMPTS = Duration.ofSeconds(3);

    private RestartedHostProgram() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        GroupConfig alone = RaftBackendProvider.group(new ConfigurationValues(Map.of(
                "baton.raft.id",
                "a",
                "baton.raft.members",
                "a@127.0.0.1:" + port,
                "baton.raft.data-dir",
                arguments[1])));
        try (LocalMember localMember = LocalMember.start(alone, failure -> System.out.println("failed: " + failure))) {
            Await.untilTrue("the member leads", localMember::leads);
            ServerSocket taken = take(localMember, port);
            Await.untilAfter(System.nanoTime(), A_FEW_ATTEMPTS);
            System.out.println(localMember.leads() ? "the port was not taken" : "the member does not run");
            taken.close();
            Await.untilTrue(AGAIN, localMember::leads);
            System.out.println(AGAIN);
        }
        System.out.println(HostProgram.LIVES);
    }

    private static ServerSocket take(LocalMember localMember, int port) {
        return Await.until("the port is taken", () -> {
            localMember.lifecycle().again(Optional.empty());
            for (int attempt = 0; attempt < 100_000; attempt++) {
                try {
                    return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                } catch (IOException stillTaken) {
                    Thread.onSpinWait();
                }
            }
            return Optional.empty();
        });
    }
}
