// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.baton.Baton;
import io.baton.FencingToken;
import io.baton.Leadership;
import io.baton.fencing.FenceDatabase;
import io.baton.fencing.JdbcFence;
import io.baton.fencing.StaleTokenException;
import io.baton.spring.Fenced;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.Transactional;

/** The check is in the database whose transaction manager the method names. */
class SeveralDataSourcesTest {

    private static final FenceDatabase POSTGRES = FenceDatabase.postgres();
    private static final FenceDatabase H2 = FenceDatabase.h2();

    @AfterAll
    static void close() {
        POSTGRES.close();
        H2.close();
    }

    @BeforeEach
    void reset() throws SQLException {
        POSTGRES.reset();
        H2.reset();
    }

    private static ApplicationContextRunner application() {
        return FencedApplication.withoutDatabase().withUserConfiguration(TwoDatabases.class);
    }

    @Test
    void eachIsCheckedInItsOwnDatabase() {
        application().withBean(Writer.class).run(context -> {
            Leadership leadership = FencedApplication.lead(context.getBean(Baton.class));
            Writer writer = context.getBean(Writer.class);
            leadership.run(writer::first);
            assertThat(POSTGRES.ledger()).hasSize(1);
            assertThat(POSTGRES.fence()).hasSize(1);
            assertThat(H2.fence()).isEmpty();
            leadership.run(writer::second);
            assertThat(H2.ledger()).hasSize(1);
            assertThat(H2.fence()).hasSize(1);
            try (Connection connection = H2.begin()) {
                JdbcFence.h2()
                        .check(
                                connection,
                                "ledger",
                                new FencingToken(leadership.token().value() + 1));
                connection.commit();
            }
            assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> leadership.run(writer::second));
            leadership.run(writer::first);
            assertThat(POSTGRES.ledger()).hasSize(2);
            assertThat(H2.ledger()).hasSize(1);
        });
    }

    /** As Spring chooses the manager: by the qualifier of the class, or by the class that declares the method. */
    @Test
    void theManagerIsThatOfTheTransaction() {
        application().withBean(Qualified.class).withBean(Derived.class).run(context -> {
            Leadership leadership = FencedApplication.lead(context.getBean(Baton.class));
            leadership.run(context.getBean(Qualified.class)::write);
            assertThat(H2.ledger()).hasSize(1);
            assertThat(H2.fence()).hasSize(1);
            leadership.run(context.getBean(Derived.class)::write);
            assertThat(H2.ledger()).hasSize(2);
        });
    }

    /** A transaction of the one database protects nothing in the other one. */
    @Test
    void aTransactionOfAnotherManagerIsNone() {
        application().withBean(Mixed.class).run(context -> {
            Leadership leadership = FencedApplication.lead(context.getBean(Baton.class));
            assertThatIllegalStateException()
                    .isThrownBy(() -> leadership.run(context.getBean(Mixed.class)::write))
                    .withMessageContaining("without a transaction of transaction manager 'second'");
            assertThat(H2.fence()).isEmpty();
        });
    }

    @Test
    void aManagerThatCannotBeToldEndsTheStart() {
        application()
                .withBean(Ambiguous.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("Ambiguous.write has no transaction manager")
                        .hasStackTraceContaining("first,second"));
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoDatabases {

        @Bean
        DataSource postgres() {
            return new DriverManagerDataSource(POSTGRES.url());
        }

        @Bean
        DataSource h2() {
            return new DriverManagerDataSource(H2.url());
        }

        @Bean
        TransactionManager first(DataSource postgres) {
            return new JdbcTransactionManager(postgres);
        }

        @Bean
        TransactionManager second(DataSource h2) {
            return new JdbcTransactionManager(h2);
        }
    }

    private static void insert(DataSource source) {
        new JdbcTemplate(source)
                .update(
                        "INSERT INTO ledger (token) VALUES (?)",
                        Leadership.current().orElseThrow().token().value());
    }

    static class Writer {

        private final DataSource postgres;
        private final DataSource h2;

        Writer(DataSource postgres, DataSource h2) {
            this.postgres = postgres;
            this.h2 = h2;
        }

        @Transactional("first")
        @Fenced("ledger")
        public void first() {
            insert(postgres);
        }

        @Transactional("second")
        @Fenced(value = "ledger", transactionManager = "second")
        public void second() {
            insert(h2);
        }
    }

    @Qualifier("second")
    static class Qualified {

        private final DataSource h2;

        Qualified(DataSource h2) {
            this.h2 = h2;
        }

        @Transactional
        @Fenced("ledger")
        public void write() {
            insert(h2);
        }
    }

    @Transactional("second")
    static class Base {

        private final DataSource h2;

        Base(DataSource h2) {
            this.h2 = h2;
        }

        @Fenced("ledger")
        public void write() {
            insert(h2);
        }
    }

    @Transactional("first")
    static class Derived extends Base {

        Derived(DataSource h2) {
            super(h2);
        }
    }

    static class Mixed {

        @Transactional("first")
        @Fenced(value = "ledger", transactionManager = "second")
        public void write() {}
    }

    static class Ambiguous {

        @Fenced("ledger")
        public void write() {}
    }
}
