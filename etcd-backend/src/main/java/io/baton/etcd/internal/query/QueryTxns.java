// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.query;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.session.KeyPaths;
import io.baton.etcd.internal.session.SessionContext;
import io.baton.spi.support.PendingQuery;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.function.Consumer;

/** The transactions of queries; a query is asked again, of another member, when a member does not answer. */
final class QueryTxns {

    /** Of several members, one that is silent must not cost the whole request timeout. */
    private static final int ATTEMPTS = 3;

    private final SessionContext session;

    QueryTxns(SessionContext session) {
        this.session = session;
    }

    KeyPaths keys() {
        return session.link().keys();
    }

    long validityNanos() {
        return session.validityNanos();
    }

    /** Notes a key that does not belong into a queue. */
    void skip(ByteString key) {
        session.members().skip(key);
    }

    void send(PendingQuery<?> query, TxnRequest transaction, Consumer<TxnResponse> done) {
        session.link()
                .txn(
                        transaction,
                        session.link().request().requestTimeout().dividedBy(ATTEMPTS),
                        response -> {
                            if (query.isOpen()) {
                                done.accept(response);
                            }
                        },
                        (cause, refused) -> {
                            if (refused) {
                                query.fail(cause);
                            } else {
                                query.later();
                            }
                        });
    }
}
