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
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.Transactional;

/** Entities are flushed after the check, in its transaction. */
class JpaFencedTest {

    private static final List<FenceDatabase> DATABASES = new ArrayList<>();

    static List<FenceDatabase> databases() {
        return DATABASES;
    }

    @BeforeAll
    static void start() {
        DATABASES.add(FenceDatabase.h2());
        DATABASES.add(FenceDatabase.postgres());
        DATABASES.add(FenceDatabase.mariaDb());
    }

    @AfterAll
    static void close() {
        DATABASES.forEach(FenceDatabase::close);
    }

    @BeforeEach
    void reset() throws SQLException {
        for (FenceDatabase database : DATABASES) {
            database.reset();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void theCheckIsTheFirstStatementOfTheTransaction(FenceDatabase database) {
        inApplication(database, context -> {
            RecordedDataSource source = context.getBean(RecordedDataSource.class);
            Leadership leadership = FencedApplication.lead(context.getBean(Baton.class));
            leadership.run(() -> context.getBean(Invoices.class).save(1));
            source.statements().clear();
            leadership.run(() -> context.getBean(Invoices.class).save(2));
            assertThat(source.statements()).anySatisfy(sql -> assertThat(sql).contains("invoice"));
            assertThat(source.statements().get(0)).contains("baton_fence");
            assertThat(database.numbers("SELECT number FROM invoice ORDER BY number"))
                    .containsExactly(1L, 2L);
        });
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("databases")
    void aStaleTokenRollsBackAndSurfaces(FenceDatabase database) {
        inApplication(database, context -> {
            Leadership leadership = FencedApplication.lead(context.getBean(Baton.class));
            try (Connection connection = database.begin()) {
                JdbcFence.forConnection(connection)
                        .check(
                                connection,
                                "invoices",
                                new FencingToken(leadership.token().value() + 1));
                connection.commit();
            }
            assertThatExceptionOfType(StaleTokenException.class)
                    .isThrownBy(() ->
                            leadership.run(() -> context.getBean(Invoices.class).save(3)));
            assertThat(database.numbers("SELECT number FROM invoice")).isEmpty();
        });
    }

    @Test
    void aCallWithoutATransactionRunsNothing() {
        inApplication(DATABASES.get(0), context -> {
            Leadership leadership = FencedApplication.lead(context.getBean(Baton.class));
            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            leadership.run(() -> context.getBean(Invoices.class).saveOutside(4)))
                    .withMessageContaining("without a transaction");
        });
    }

    private static void inApplication(FenceDatabase database, FencedContract.Check<ApplicationContext> check) {
        FencedApplication.withJpaOn(database)
                .withUserConfiguration(Entities.class)
                .withBean(Invoices.class)
                .withBean("recorder", BeanPostProcessor.class, RecordedDataSource::recorder)
                .withPropertyValues("spring.jpa.hibernate.ddl-auto=create")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    check.of(context);
                });
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    static class Entities {}

    static class Invoices {

        @PersistenceContext
        @SuppressWarnings("NullAway.Init") // Spring injects it.
        private EntityManager entities;

        @Transactional
        @Fenced("invoices")
        public void save(long number) {
            entities.persist(new Invoice(number, "a customer"));
        }

        @Fenced("invoices")
        public void saveOutside(long number) {
            entities.persist(new Invoice(number, "a customer"));
        }
    }
}
