// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.baton.fencing.FenceDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PostgresFencedTest implements FencedContract {

    private static FenceDatabase database;

    @BeforeAll
    static void start() {
        database = FenceDatabase.postgres();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    public FenceDatabase database() {
        return database;
    }

    @Test
    void aReadOnlyTransactionRunsNothing() {
        with((ledger, books, leadership) -> {
            assertThatIllegalStateException()
                    .isThrownBy(ledger::readOnly)
                    .withMessageContaining("was called in a read-only transaction");
            assertThat(database().ledger()).isEmpty();
        });
    }
}
