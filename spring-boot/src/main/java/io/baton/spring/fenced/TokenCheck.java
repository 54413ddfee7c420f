// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import io.baton.FencingToken;
import io.baton.fencing.JdbcFence;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Checks tokens by a {@link JdbcFence} on the connection of the transaction that the calling thread is in. */
final class TokenCheck {

    private final TransactionResources resources;
    private final Supplier<JdbcFence> fence;

    TokenCheck(TransactionResources resources, Supplier<JdbcFence> fence) {
        this.resources = resources;
        this.fence = fence;
    }

    /**
     * Returns when the token is accepted. Takes part in the transaction that is there, so that what is thrown leaves it to be rolled
     * back only.
     *
     * @throws io.baton.fencing.StaleTokenException if a greater one has been seen
     * @throws IllegalStateException if there is no transaction in which it can be checked
     */
    void check(FencedOperation operation, FencingToken token) {
        TransactionResource resource = resources.of(operation);
        TransactionTemplate existing = new TransactionTemplate(resource.manager());
        existing.setPropagationBehavior(TransactionDefinition.PROPAGATION_MANDATORY);
        boolean[] begun = new boolean[1];
        try {
            existing.executeWithoutResult(status -> {
                begun[0] = true;
                checkOn(resource, operation, token);
            });
        } catch (IllegalTransactionStateException e) {
            throw begun[0] ? e : withoutTransaction(operation);
        }
    }

    private void checkOn(TransactionResource resource, FencedOperation operation, FencingToken token) {
        DataSource source = resource.source();
        if (!(TransactionSynchronizationManager.getResource(source) instanceof ConnectionHolder)) {
            throw operation.refused(
                    "in a transaction that does not show its connection",
                    "with JPA use Hibernate, whose dialect in Spring shows it, and give the transaction manager the data source");
        }
        CheckedRows.requireNotInSuspendedTransaction(source, operation);
        // Also what is refused may have locked the row.
        CheckedRows.add(source, operation.resource());
        new JdbcTemplate(source).execute((ConnectionCallback<Object>) connection -> {
            if (connection.getAutoCommit()) {
                throw withoutTransaction(operation);
            }
            if (isReadOnly(resource, connection)) {
                throw operation.refused(
                        "in a read-only transaction",
                        "begin a transaction that writes: @Transactional(readOnly = false)");
            }
            fence.get().check(connection, operation.resource(), token);
            return operation;
        });
    }

    /** With several managers what Spring knows of the thread may be of another one's transaction; not all drivers can tell. */
    private static boolean isReadOnly(TransactionResource resource, Connection connection) throws SQLException {
        return resource.isOnly()
                ? TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                : connection.isReadOnly();
    }

    private static IllegalStateException withoutTransaction(FencedOperation operation) {
        return operation.refused(
                "without a transaction" + ofManager(operation),
                "put @Transactional on the method, or call it from one that has it");
    }

    private static String ofManager(FencedOperation operation) {
        String manager = operation.manager().given();
        return manager.isEmpty() ? "" : " of transaction manager '" + manager + "'";
    }
}
