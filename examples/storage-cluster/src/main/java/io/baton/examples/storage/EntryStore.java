// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage;

import static io.baton.examples.storage.StorageApplication.ELECTION;

import io.baton.Leadership;
import io.baton.spring.Fenced;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The entries in the database. A write is one transaction that begins with the check of the leader's token: it is kept as a
 * whole, or refused because another leader has written since.
 */
@Service
class EntryStore {

    private static final String LAST_WRITES =
            "SELECT seq, entry_key, content, token, instance, written_at FROM write_log ORDER BY seq DESC LIMIT ?";

    private final JdbcClient jdbc;
    private final Terms terms;
    private final StorageProperties properties;

    EntryStore(JdbcClient jdbc, Terms terms, StorageProperties properties) {
        this.jdbc = jdbc;
        this.terms = terms;
        this.properties = properties;
    }

    @Transactional
    @Fenced(ELECTION)
    LoggedWrite put(String key, String value) {
        int updated = jdbc.sql("UPDATE entry SET content = ?, version = version + 1 WHERE entry_key = ?")
                .params(value, key)
                .update();
        if (updated == 0) {
            jdbc.sql("INSERT INTO entry (entry_key, content, version) VALUES (?, ?, 1)")
                    .params(key, value)
                    .update();
        }
        return log(key, value);
    }

    /** Returns nothing if there was no such entry. */
    @Transactional
    @Fenced(ELECTION)
    Optional<LoggedWrite> delete(String key) {
        int deleted =
                jdbc.sql("DELETE FROM entry WHERE entry_key = ?").param(key).update();
        return deleted == 0 ? Optional.empty() : Optional.of(log(key, null));
    }

    /** Deletes log rows of keys that have been written often since, but none that is shown. */
    @Transactional
    @Fenced(ELECTION)
    int compact() {
        return jdbc.sql("""
                DELETE FROM write_log WHERE seq IN (
                  SELECT seq FROM (
                    SELECT seq, ROW_NUMBER() OVER (PARTITION BY entry_key ORDER BY seq DESC) AS newer_of_key,
                           ROW_NUMBER() OVER (ORDER BY seq DESC) AS newer
                    FROM write_log) ranked
                  WHERE newer_of_key > ? AND newer > ?)""")
                .params(properties.writesKept(), properties.writesShown())
                .update();
    }

    Optional<Entry> find(String key) {
        return jdbc.sql("SELECT entry_key, content, version FROM entry WHERE entry_key = ?")
                .param(key)
                .query((row, number) -> new Entry(row.getString(1), row.getString(2), row.getLong(3)))
                .optional();
    }

    /** In the order of their keys, at most as many as that. */
    List<Entry> list(int atMost) {
        return jdbc.sql("SELECT entry_key, content, version FROM entry ORDER BY entry_key LIMIT ?")
                .param(atMost)
                .query((row, number) -> new Entry(row.getString(1), row.getString(2), row.getLong(3)))
                .list();
    }

    long count() {
        return jdbc.sql("SELECT COUNT(*) FROM entry").query(Long.class).single();
    }

    /** The newest first. */
    List<LoggedWrite> lastWrites() {
        return jdbc.sql(LAST_WRITES)
                .param(properties.writesShown())
                .query((row, number) -> new LoggedWrite(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getObject(6, OffsetDateTime.class)))
                .list();
    }

    /** That of the newest log row. */
    long lastSeq() {
        return jdbc.sql("SELECT COALESCE(MAX(seq), 0) FROM write_log")
                .query(Long.class)
                .single();
    }

    /** The counter's row is kept to the commit, so that the numbers are in the order of the commits, whatever the fence does. */
    private LoggedWrite log(String key, @Nullable String value) {
        long token = Leadership.current().orElseThrow().token().value();
        terms.record(token);
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        jdbc.sql("UPDATE log_counter SET seq = seq + 1").update();
        long seq = jdbc.sql("SELECT seq FROM log_counter").query(Long.class).single();
        jdbc.sql(
                        "INSERT INTO write_log (seq, entry_key, content, token, instance, written_at) VALUES (?, ?, ?, ?, ?, ?)")
                .param(seq)
                .param(key)
                .param(value)
                .param(token)
                .param(properties.instance())
                .param(now)
                .update();
        return new LoggedWrite(seq, key, value, token, properties.instance(), now);
    }
}
