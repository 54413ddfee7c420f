// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.fencing.StaleTokenException;
import io.baton.spring.autoconfigure.ElectionsAutoConfiguration;
import io.baton.spring.autoconfigure.FencingAutoConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * A process that writes while it leads, gives the leadership away in the middle of its work, and goes on writing under its old token
 * until the fence has refused it often enough. A line of input ends it.
 */
public final class WriterProcess {

    private static final int WRITES_OF_A_LEADER = 250;
    private static final int REFUSALS_OF_A_STALE_ONE = 250;
    private static final Duration TURN = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final LeaderElector elector;
    private long accepted;
    private long late;
    private long refused;

    private WriterProcess(Ledger ledger, LeaderElector elector) {
        this.ledger = ledger;
        this.elector = elector;
    }

    /** The arguments are those of a Spring application. */
    public static void main(String[] arguments) throws Exception {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Writing.class)
                        .web(WebApplicationType.NONE)
                        .run(arguments);
                Baton baton = Baton.connect(Map.of(
                        "baton.backend", "zookeeper",
                        "baton.zookeeper.connect-string",
                                context.getEnvironment().getRequiredProperty("zookeeper"),
                        "baton.lease-duration", "10s",
                        "baton.resign-backoff", "10ms",
                        // The work goes on after its place has been given away.
                        "baton.drain-timeout", "10ms",
                        "baton.on-drain-timeout", "release"))) {
            WriterProcess writer = new WriterProcess(
                    context.getBean(Ledger.class), baton.elector("ledger").start());
            System.out.println("READY");
            while (!isStopped()) {
                writer.turn();
            }
            System.out.println("END");
        }
    }

    /** A line of input says so. */
    private static boolean isStopped() throws IOException {
        return System.in.available() > 0;
    }

    /** One leadership, if one comes soon: the other process may have the place. */
    private void turn() throws Exception {
        Optional<Leadership> leadership = elector.awaitLeadership(TURN);
        if (leadership.isPresent()) {
            leadership.get().callUninterrupted(() -> write(leadership.get()));
        }
        System.out.println("TURN " + accepted + " " + late + " " + refused);
    }

    private Leadership write(Leadership leadership) throws IOException {
        for (int i = 0; i < WRITES_OF_A_LEADER && leadership.isHeld(); i++) {
            ledger.write();
            accepted++;
        }
        elector.resign();
        int stale = 0;
        while (stale < REFUSALS_OF_A_STALE_ONE && !isStopped()) {
            try {
                ledger.write();
                late++;
            } catch (StaleTokenException expected) {
                stale++;
            }
        }
        refused += stale;
        return leadership;
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        AopAutoConfiguration.class,
        ElectionsAutoConfiguration.class,
        FencingAutoConfiguration.class
    })
    @Import(Ledger.class)
    static class Writing {}
}
