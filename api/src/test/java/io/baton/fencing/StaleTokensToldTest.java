// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.baton.FencingToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each stale token that is refused is told once. */
class StaleTokensToldTest {

    private static final FencingToken OLD = new FencingToken(5);
    private static final FencingToken NEW = new FencingToken(7);

    private final List<StaleTokenException> told = new ArrayList<>();

    @Test
    void aGuardTellsWhatItRefuses() {
        FencingGuard plain = FencingGuard.inMemory();
        FencingGuard guard = plain.onStaleToken(told::add);
        plain.check("ledger", NEW);
        assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> guard.check("ledger", OLD));
        assertThatExceptionOfType(StaleTokenException.class)
                .isThrownBy(() -> guard.guarded("ledger", OLD, () -> told.clear()));
        guard.check("ledger", NEW);
        assertThatIllegalArgumentException().isThrownBy(() -> guard.check("", OLD));
        assertThat(told).extracting(StaleTokenException::offered).containsExactly(OLD, OLD);
    }

    @Test
    void aRefusalInsideAnotherWriteIsToldOnce() {
        FencingGuard guard = FencingGuard.inMemory().onStaleToken(told::add);
        guard.check("ledger", NEW);
        assertThatExceptionOfType(StaleTokenException.class)
                .isThrownBy(() -> guard.guarded("journal", NEW, () -> guard.check("ledger", OLD)));
        assertThat(told).hasSize(1);
    }

    @Test
    void whatAListenerThrowsDoesNotHideTheRefusal() {
        FencingGuard guard = FencingGuard.inMemory().onStaleToken(stale -> {
            throw new IllegalStateException("thrown by a test");
        });
        guard.check("ledger", NEW);
        assertThatExceptionOfType(StaleTokenException.class)
                .isThrownBy(() -> guard.check("ledger", OLD))
                .satisfies(stale ->
                        assertThat(stale.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class));
    }

    @Test
    void aListenerThatThrowsTheRefusalItselfChangesNothing() {
        FencingGuard guard = FencingGuard.inMemory().onStaleToken(stale -> {
            throw stale;
        });
        guard.check("ledger", NEW);

        assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> guard.check("ledger", OLD));
    }

    @Test
    void aFenceInADatabaseTellsAllItsListeners() throws SQLException {
        List<StaleTokenException> also = new ArrayList<>();
        JdbcFence fence =
                JdbcFence.h2().onStaleToken(told::add).withTable("fence").onStaleToken(also::add);
        try (FenceDatabase database = FenceDatabase.h2()) {
            database.execute(fence.createTableSql());
            try (Connection connection = database.begin()) {
                fence.check(connection, "ledger", NEW);
                assertThatExceptionOfType(StaleTokenException.class)
                        .isThrownBy(() -> fence.check(connection, "ledger", OLD));
            }
        }
        assertThat(told).extracting(StaleTokenException::resource).containsExactly("ledger");
        assertThat(also).isEqualTo(told);
    }
}
