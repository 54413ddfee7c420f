// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Subscription;
import io.baton.testkit.fixture.Configuration;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what an application does over an authenticated, encrypted connection, and makes its typical mistakes. */
public final class AuthenticatedMain {

    static final String DONE = "everything was done";

    private static final Logger LOG = LoggerFactory.getLogger("application");
    private static final Duration BOUND = Duration.ofSeconds(60);

    private AuthenticatedMain() {}

    /**
     * Runs in a JVM of its own.
     *
     * @param arguments the servers, the trust store, its password, the user with the password, a wrong password
     */
    public static void main(String[] arguments) throws InterruptedException {
        Configuration right = Connecting.to(arguments[0])
                .with("baton.connect-timeout", "20s")
                .with("baton.zookeeper.tls.trust-store", arguments[1])
                .with("baton.zookeeper.tls.trust-store-password", arguments[2])
                .with("baton.zookeeper.auth", arguments[3]);
        String wrong = arguments[4];
        try (Baton baton = right.connect();
                LeaderElector elector = baton.elector("secret");
                Subscription observation = elector.observe(leader -> System.out.println("observed " + leader))) {
            elector.start();
            System.out.println(elector.awaitLeadership(BOUND));
            elector.resign();
            System.out.println(elector.awaitLeadership(BOUND));
            System.out.println(elector.leader() + " " + elector.candidates());
            System.out.println(baton.raiseTokenFloor("secret", 7));
            System.out.println(baton + " " + baton.options() + " " + elector + " " + observation);
        }
        fails(right.with("baton.zookeeper.auth", "worker:" + wrong));
        fails(right.with("baton.zookeeper.auth", wrong));
        fails(right.with("baton.zookeeper.auth", wrong).with("baton.zookeeper.auth-scheme", "digets"));
        fails(right.with("baton.zookeeper.auht", "worker:" + wrong));
        fails(right.with("baton.zookeeper.tls.trust-store-password", wrong));
        fails(right.with("baton.zookeeper.tls.key-store-password", wrong).with("baton.zookeeper.tls", "false"));
        fails(right.with("baton.zookeeper.root", "no path"));
        System.out.println(DONE);
    }

    private static void fails(Configuration mistaken) {
        try (Baton baton = mistaken.connect()) {
            System.out.println("connected in spite of a mistake: " + baton);
        } catch (RuntimeException expected) {
            LOG.warn("a mistake", expected);
        }
    }
}
