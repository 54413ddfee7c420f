// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.baton.FencingToken;
import io.baton.LeaderOnly;
import io.baton.Leadership;
import io.baton.fencing.JdbcFence;
import io.baton.fencing.StaleTokenException;
import io.baton.spring.Fenced;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** The transaction of a leader is checked, with what Spring Boot configures for a database. */
class FencedWritesTest {

    @Test
    void aStaleTokenRollsBackAndSurfaces() throws Exception {
        try (Application application = ApplicationLauncher.of(Configuration.class)
                .store("fenced")
                .property("spring.datasource.url", "jdbc:h2:mem:fenced")
                .start()) {
            Leadership leadership = Await.leadership(application, "ledger");
            Writes writes = application.bean(Writes.class);
            writes.write();
            assertThat(application.bean(Ledger.class).rows()).isEqualTo(1);
            assertThatIllegalStateException()
                    .isThrownBy(() -> application.bean(Ledger.class).write())
                    .withMessageContaining("was called without a leadership");
            try (Connection connection = application.bean(DataSource.class).getConnection()) {
                connection.setAutoCommit(false);
                FencingToken later = new FencingToken(leadership.token().value() + 1);
                application.bean(JdbcFence.class).check(connection, "ledger", later);
                connection.commit();
            }
            assertThatExceptionOfType(StaleTokenException.class).isThrownBy(writes::write);
            assertThat(application.bean(Ledger.class).rows()).isEqualTo(1);
        }
    }

    @EnableAutoConfiguration
    @Import({Writes.class, Ledger.class})
    static class Configuration {}

    static class Writes {

        private final Ledger ledger;

        Writes(Ledger ledger) {
            this.ledger = ledger;
        }

        @LeaderOnly(value = "ledger", otherwise = LeaderOnly.Otherwise.THROW)
        public void write() {
            ledger.write();
        }
    }

    static class Ledger {

        private final JdbcTemplate jdbc;

        Ledger(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
            jdbc.execute("CREATE TABLE ledger (token BIGINT NOT NULL)");
        }

        @Transactional
        @Fenced("ledger")
        public void write() {
            jdbc.update(
                    "INSERT INTO ledger VALUES (?)",
                    Leadership.current().orElseThrow().token().value());
        }

        @Transactional(readOnly = true)
        public int rows() {
            Integer rows = jdbc.queryForObject("SELECT COUNT(*) FROM ledger", Integer.class);
            return rows == null ? 0 : rows;
        }
    }
}
