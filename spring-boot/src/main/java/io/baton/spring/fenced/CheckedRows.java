// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The rows of fences that one transaction of the calling thread keeps to its end. A transaction inside another one, which is
 * suspended meanwhile, must not wait for a row of that: the wait would never end.
 */
final class CheckedRows implements TransactionSynchronization {

    private final Set<Row> rows = new HashSet<>();

    private CheckedRows() {}

    /** Refuses a check that would wait for a transaction of the same thread. */
    static void requireNotInSuspendedTransaction(DataSource source, FencedOperation operation) {
        Row row = new Row(source, operation.resource());
        Optional<CheckedRows> own = ofCurrentTransaction();
        for (CheckedRows other : ofThread()) {
            if (own.filter(current -> current == other).isEmpty() && other.rows.contains(row)) {
                throw operation.refused(
                        "in a transaction of its own (REQUIRES_NEW) while a suspended transaction of the same thread has"
                                + " checked the same resource, and keeps it to its end",
                        "give this method a resource of its own, or have it join the outer transaction");
            }
        }
    }

    /** The current transaction keeps the row from now on. */
    static void add(DataSource source, String resource) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            ofCurrentTransaction().orElseGet(CheckedRows::begin).rows.add(new Row(source, resource));
        }
    }

    private static CheckedRows begin() {
        CheckedRows begun = new CheckedRows();
        TransactionSynchronizationManager.registerSynchronization(begun);
        List<CheckedRows> all = new ArrayList<>(ofThread());
        all.add(begun);
        bind(all);
        return begun;
    }

    private static Optional<CheckedRows> ofCurrentTransaction() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return Optional.empty();
        }
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(CheckedRows.class::isInstance)
                .map(CheckedRows.class::cast)
                .findFirst();
    }

    /** Bound to the thread under a key that no transaction manager suspends. */
    private static List<CheckedRows> ofThread() {
        Object bound = TransactionSynchronizationManager.getResource(CheckedRows.class);
        return bound instanceof List<?> all
                ? all.stream().map(CheckedRows.class::cast).toList()
                : List.of();
    }

    private static void bind(List<CheckedRows> all) {
        var unused = TransactionSynchronizationManager.unbindResourceIfPossible(CheckedRows.class);
        if (!all.isEmpty()) {
            TransactionSynchronizationManager.bindResource(CheckedRows.class, all);
        }
    }

    /** Before others, which may begin a transaction of their own: the rows are free. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void afterCommit() {
        giveUp();
    }

    @Override
    public void afterCompletion(int status) {
        giveUp();
    }

    private void giveUp() {
        bind(ofThread().stream().filter(other -> other != this).toList());
    }

    private record Row(DataSource source, String resource) {}
}
