// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage;

import static io.baton.examples.storage.StorageApplication.ELECTION;

import io.baton.Leadership;
import io.baton.spring.Fenced;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The terms of the leaders in the database. */
@Service
class Terms {

    private final JdbcClient jdbc;
    private final StorageProperties properties;

    Terms(JdbcClient jdbc, StorageProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /**
     * Begins the current leadership's term, or says that it goes on. Once this has returned, the database refuses the tokens of
     * all earlier leaders.
     */
    @Transactional
    @Fenced(ELECTION)
    void confirm() {
        long token = Leadership.current().orElseThrow().token().value();
        int confirmed = jdbc.sql("UPDATE term SET confirmed_at = ? WHERE token = ?")
                .params(OffsetDateTime.now(ZoneOffset.UTC), token)
                .update();
        if (confirmed == 0) {
            insert(token);
        }
    }

    /** For a transaction that has had the token checked: begins the term if the transaction is the term's first. */
    void record(long token) {
        boolean begun = jdbc.sql("SELECT token FROM term WHERE token = ?")
                .param(token)
                .query(Long.class)
                .optional()
                .isPresent();
        if (!begun) {
            insert(token);
        }
    }

    /** The newest first. */
    List<Term> last() {
        return jdbc.sql("SELECT token, instance, began_at, confirmed_at FROM term ORDER BY token DESC LIMIT ?")
                .param(properties.termsShown())
                .query((row, number) -> new Term(
                        row.getLong(1),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class),
                        row.getObject(4, OffsetDateTime.class)))
                .list();
    }

    private void insert(long token) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        jdbc.sql("INSERT INTO term (token, instance, began_at, confirmed_at) VALUES (?, ?, ?, ?)")
                .params(token, properties.instance(), now, now)
                .update();
    }
}
