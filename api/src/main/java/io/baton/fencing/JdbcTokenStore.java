// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.BatonException;
import io.baton.FencingToken;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Keeps the greatest tokens in a database. Thread-safe. */
final class JdbcTokenStore implements TokenStore {

    private static final Set<String> TRANSIENT_STATES = Set.of(JdbcDialect.SERIALIZATION_FAILURE, "40P01");
    private static final int ATTEMPTS = 10;

    /** Forgetting one costs a transaction; remembering all could cost the memory. */
    private static final int REMEMBERED_RESOURCES = 1_000;

    private final DataSource source;
    private final JdbcFence fence;
    private final ConcurrentMap<String, FencingToken> committed = new ConcurrentHashMap<>();

    JdbcTokenStore(DataSource source, JdbcFence fence) {
        this.source = source;
        this.fence = fence;
    }

    private interface Attempt<T> {
        T run() throws SQLException;
    }

    @Override
    public <T> T write(String resource, FencingToken token, Supplier<T> write) {
        // The token has to count even if this process does not survive the write.
        if (!token.equals(committed.get(resource))) {
            accept(resource, token);
        }
        return run(write, resource, token);
    }

    @Override
    public void accept(String resource, FencingToken token) {
        tried(resource, token, () -> {
            try (FenceTransaction transaction = FenceTransaction.begin(source, fence, resource, token)) {
                transaction.commit();
                return token;
            }
        });
        if (committed.size() >= REMEMBERED_RESOURCES) {
            committed.clear();
        }
        committed.put(resource, token);
    }

    private <T> T run(Supplier<T> write, String resource, FencingToken token) {
        try (FenceTransaction transaction =
                tried(resource, token, () -> FenceTransaction.begin(source, fence, resource, token))) {
            T result = write.get();
            end(transaction, resource, token);
            return result;
        }
    }

    private static void end(FenceTransaction transaction, String resource, FencingToken token) {
        try {
            transaction.commit();
        } catch (SQLException failure) {
            throw new BatonException(
                    "the write with token " + token + " of resource '" + resource + "' has run, but the database has"
                            + " not confirmed that it kept the fence's row until the end: a write with a greater"
                            + " token may have run beside it. Look at what it has written before it is repeated",
                    failure);
        }
    }

    private static <T> T tried(String resource, FencingToken token, Attempt<T> attempt) {
        for (int left = ATTEMPTS - 1; ; left--) {
            try {
                return attempt.run();
            } catch (SQLException failure) {
                if (left == 0 || !TRANSIENT_STATES.contains(String.valueOf(failure.getSQLState()))) {
                    throw notChecked(resource, token, failure);
                }
            }
        }
    }

    private static BatonException notChecked(String resource, FencingToken token, SQLException failure) {
        return new BatonException(
                "token " + token + " of resource '" + resource + "' could not be checked, and nothing was written."
                        + " Try again when the database answers; the fence's table has to be there"
                        + " (JdbcFence.createTableIfMissing). The database says: " + failure.getMessage(),
                failure);
    }
}
