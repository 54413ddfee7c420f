// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.baton.Baton;
import io.baton.Leadership;
import io.baton.fencing.FenceDatabase;
import io.baton.spring.autoconfigure.ElectionsAutoConfiguration;
import io.baton.spring.autoconfigure.FencingAutoConfiguration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications that write to a real database, and lead in a store of this JVM. */
final class FencedApplication {

    private FencedApplication() {}

    /** With a data source and no JPA. */
    static ApplicationContextRunner on(FenceDatabase database) {
        return withoutDatabase()
                .withConfiguration(AutoConfigurations.of(
                        JdbcTemplateAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class))
                .withBean(DataSource.class, () -> pool(database));
    }

    private static HikariDataSource pool(FenceDatabase database) {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(database.url());
        settings.setMaximumPoolSize(3);
        settings.setMinimumIdle(0);
        return new HikariDataSource(settings);
    }

    /** With a data source and JPA. */
    static ApplicationContextRunner withJpaOn(FenceDatabase database) {
        return on(database)
                .withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
                .withPropertyValues("spring.jpa.open-in-view=false");
    }

    static ApplicationContextRunner withoutDatabase() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ElectionsAutoConfiguration.class,
                        FencingAutoConfiguration.class,
                        AopAutoConfiguration.class,
                        TransactionAutoConfiguration.class))
                .withBean("baton", Baton.class, FencedApplication::connect);
    }

    private static Baton connect() {
        return Baton.connect(Map.of(
                "baton.backend", "memory",
                "baton.memory.store", UUID.randomUUID().toString(),
                "baton.lease-duration", "20s"));
    }

    /** A leadership that lasts as long as the application. */
    static Leadership lead(Baton baton) {
        try {
            return baton.elector("ledger").start().awaitLeadership();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
