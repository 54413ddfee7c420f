// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Subscription;
import io.baton.etcd.server.Users;
import io.baton.testkit.fixture.Configuration;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what an application does as a user of a cluster with authentication, and makes its typical mistakes. */
public final class AuthenticatedMain {

    static final String DONE = "everything was done";

    private static final Logger LOG = LoggerFactory.getLogger("application");
    private static final Duration BOUND = Duration.ofSeconds(60);

    private AuthenticatedMain() {}

    /**
     * Runs in a JVM of its own.
     *
     * @param arguments the endpoint, the user, the password, a wrong password
     */
    public static void main(String[] arguments) throws InterruptedException {
        Configuration right = Users.login(
                Connecting.to(arguments[0]).with("baton.connect-timeout", "60s"), arguments[1], arguments[2]);
        String wrong = arguments[3];
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
        fails(right.with("baton.etcd.password", wrong));
        fails(right.with("baton.etcd.user", "nobody"));
        fails(right.without("baton.etcd.user"));
        fails(right.with("baton.etcd.pasword", wrong));
        fails(right.with("baton.etcd.prefix", "elsewhere/"));
        fails(right.with("baton.etcd.prefix", "no-slash"));
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
