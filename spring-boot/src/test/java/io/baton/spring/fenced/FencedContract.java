// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.baton.Baton;
import io.baton.FencingToken;
import io.baton.Leadership;
import io.baton.fencing.FenceDatabase;
import io.baton.fencing.JdbcFence;
import io.baton.fencing.StaleTokenException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.UnexpectedRollbackException;

/** What {@code @Fenced} does on each database. */
interface FencedContract {

    FenceDatabase database();

    @BeforeEach
    default void reset() throws SQLException {
        database().reset();
    }

    @Test
    default void aLeaderWritesUnderItsToken() {
        with((ledger, books, leadership) -> {
            ledger.write();
            assertThat(database().ledger()).containsExactly(leadership.token().value());
            assertThat(database().fence()).containsExactly(leadership.token().value());
        });
    }

    @Test
    default void aStaleTokenRollsBackAndSurfaces() {
        with((ledger, books, leadership) -> {
            raiseAbove(leadership);
            assertThatExceptionOfType(StaleTokenException.class).isThrownBy(ledger::write);
            assertThat(database().ledger()).isEmpty();
        });
    }

    /** What was written before the check, by a caller who goes on after it, is lost too. */
    @Test
    default void aCallerCannotCommitAfterAStaleToken() {
        with((ledger, books, leadership) -> {
            raiseAbove(leadership);
            assertThatExceptionOfType(UnexpectedRollbackException.class).isThrownBy(books::swallowing);
            assertThat(database().ledger()).isEmpty();
        });
    }

    @Test
    default void aCallWithoutALeadershipRunsNothing() {
        inApplication(context -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> context.getBean(Ledger.class).write())
                    .withMessage("@Fenced(\"ledger\") io.baton.spring.fenced.Ledger.write was called without a"
                            + " leadership: call it from a @LeaderOnly method or from a task of whileLeader, in the"
                            + " thread that runs it");
            assertThat(database().ledger()).isEmpty();
        });
    }

    @Test
    default void aCallWithoutATransactionRunsNothing() {
        with((ledger, books, leadership) -> {
            assertThatIllegalStateException()
                    .isThrownBy(ledger::withoutTransaction)
                    .withMessageContaining("was called without a transaction: put @Transactional on the method");
            assertThat(database().ledger()).isEmpty();
        });
    }

    @Test
    default void aReadOnlyTransactionRunsNothing() {
        with((ledger, books, leadership) -> {
            assertThatIllegalStateException()
                    .isThrownBy(ledger::readOnly)
                    .withMessageContaining("was called in a read-only transaction");
            assertThat(database().ledger()).isEmpty();
        });
    }

    /** What was refused may have locked the row, as MariaDB does. */
    @Test
    default void aNewTransactionAfterARefusalInTheOuterOneIsRefused() {
        with((ledger, books, leadership) -> {
            raiseAbove(leadership);
            assertThatIllegalStateException()
                    .isThrownBy(books::withNewAfterARefusal)
                    .withMessageContaining("(REQUIRES_NEW)");
        });
    }

    /** The row is free when the transaction has been committed. */
    @Test
    default void aNewTransactionAfterTheCommitIsChecked() {
        with((ledger, books, leadership) -> {
            books.withNewAfterTheCommit();
            assertThat(database().ledger()).hasSize(2);
        });
    }

    @Test
    default void aWriteThatFailsIsRolledBackAndTheNextOneWorks() {
        with((ledger, books, leadership) -> {
            assertThatIllegalArgumentException().isThrownBy(ledger::writeAndFail);
            assertThat(database().ledger()).isEmpty();
            ledger.write();
            assertThat(database().ledger()).hasSize(1);
        });
    }

    @Test
    default void nestedCallsAreCheckedInTheSameTransaction() {
        with((ledger, books, leadership) -> {
            books.twice();
            assertThat(database().ledger()).hasSize(2);
            raiseAbove(leadership);
            assertThatExceptionOfType(StaleTokenException.class).isThrownBy(books::twice);
            assertThat(database().ledger()).hasSize(2);
        });
    }

    @Test
    default void aSavepointIsNoTransactionOfItsOwn() {
        with((ledger, books, leadership) -> {
            books.withNested();
            assertThat(database().ledger()).hasSize(2);
        });
    }

    @Test
    default void aNewTransactionIsCheckedAndCommittedForItself() {
        with((ledger, books, leadership) -> {
            assertThatIllegalArgumentException().isThrownBy(books::newInUnfencedAndFail);
            assertThat(database().ledger()).hasSize(2);
            assertThatIllegalArgumentException().isThrownBy(books::withAuditAndFail);
            assertThat(database().ledger()).hasSize(3);
            raiseAbove(leadership);
            assertThatExceptionOfType(StaleTokenException.class).isThrownBy(books::newInUnfencedAndFail);
            assertThat(database().ledger()).hasSize(3);
        });
    }

    /** It would wait for its own caller for ever. */
    @Test
    default void aNewTransactionInsideOneOfTheSameResourceIsRefused() {
        with((ledger, books, leadership) -> {
            assertThatIllegalStateException()
                    .isThrownBy(books::withNewOfTheSameResource)
                    .withMessageContaining("(REQUIRES_NEW)")
                    .withMessageContaining("give this method a resource of its own");
            assertThat(database().ledger()).isEmpty();
            ledger.writeInNew();
            assertThat(database().ledger()).hasSize(1);
        });
    }

    /** As a later leader would. */
    private void raiseAbove(Leadership leadership) throws SQLException {
        try (Connection connection = database().begin()) {
            FencingToken later = new FencingToken(leadership.token().value() + 1);
            JdbcFence.forConnection(connection).check(connection, "ledger", later);
            connection.commit();
        }
    }

    default void inApplication(Check<ApplicationContext> check) {
        FencedApplication.on(database())
                .withBean(Ledger.class)
                .withBean(Ledger.Books.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    check.of(context);
                });
    }

    /** As the leader, in the thread of the test. */
    default void with(Work work) {
        inApplication(context -> {
            Leadership leadership = FencedApplication.lead(context.getBean(Baton.class));
            leadership.call(() -> {
                work.run(context.getBean(Ledger.class), context.getBean(Ledger.Books.class), leadership);
                return leadership;
            });
        });
    }

    /** A check of something. */
    interface Check<T> {
        void of(T something) throws Exception;
    }

    /** Work of a leader. */
    interface Work {
        void run(Ledger ledger, Ledger.Books books, Leadership leadership) throws Exception;
    }
}
