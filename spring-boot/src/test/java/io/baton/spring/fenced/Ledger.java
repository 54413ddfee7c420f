// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import io.baton.Leadership;
import io.baton.fencing.StaleTokenException;
import io.baton.spring.Fenced;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes rows with the token of the current leadership. */
class Ledger {

    private final JdbcTemplate jdbc;

    Ledger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    @Fenced("ledger")
    public void write() {
        insert();
    }

    @Transactional
    @Fenced("ledger")
    public void writeAndFail() {
        insert();
        throw new IllegalArgumentException("after the write");
    }

    @Fenced("ledger")
    public void withoutTransaction() {
        insert();
    }

    @Transactional(readOnly = true)
    @Fenced("ledger")
    public void readOnly() {
        insert();
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    @Fenced("ledger")
    public void writeInNew() {
        insert();
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    @Fenced("${audit:audit}")
    public void auditInNew() {
        insert();
    }

    @Transactional(propagation = Propagation.NESTED)
    @Fenced("ledger")
    public void writeNestedAndFail() {
        insert();
        throw new IllegalArgumentException("back to the savepoint");
    }

    /** For callers with a transaction of their own. */
    public void writeUnfenced() {
        insert();
    }

    private void insert() {
        jdbc.update(
                "INSERT INTO ledger (token) VALUES (?)",
                Leadership.current().orElseThrow().token().value());
    }

    /** Calls the ledger in transactions of its own. */
    static class Books {

        private final Ledger ledger;

        Books(Ledger ledger) {
            this.ledger = ledger;
        }

        @Transactional
        @Fenced("ledger")
        public void twice() {
            ledger.write();
            ledger.write();
        }

        @Transactional
        public void swallowing() {
            ledger.writeUnfenced();
            try {
                ledger.write();
            } catch (StaleTokenException stale) {
                // The transaction can only be rolled back, whatever its caller makes of this.
            }
        }

        @Transactional
        @Fenced("ledger")
        public void withNewOfTheSameResource() {
            ledger.writeInNew();
        }

        @Transactional
        public void withNewAfterARefusal() {
            try {
                ledger.write();
            } catch (StaleTokenException stale) {
                ledger.writeInNew();
            }
        }

        @Transactional
        @Fenced("ledger")
        public void withNewAfterTheCommit() {
            ledger.writeUnfenced();
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    ledger.writeInNew();
                }
            });
        }

        @Transactional
        @Fenced("ledger")
        public void withAuditAndFail() {
            ledger.writeUnfenced();
            ledger.auditInNew();
            throw new IllegalArgumentException("the outer transaction only");
        }

        @Transactional
        public void newInUnfencedAndFail() {
            ledger.writeInNew();
            ledger.writeInNew();
            throw new IllegalArgumentException("the outer transaction only");
        }

        @Transactional
        @Fenced("ledger")
        public void withNested() {
            ledger.writeUnfenced();
            try {
                ledger.writeNestedAndFail();
            } catch (IllegalArgumentException expected) {
                ledger.write();
            }
        }
    }
}
