// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import com.google.protobuf.ByteString;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.StoredText;
import io.baton.spi.support.Question;
import java.util.List;
import java.util.OptionalLong;

/** Raises the floor of one election by compare-and-set; never lowers it. */
final class FloorRaise {

    private final EtcdSession session;
    private final ElectionName election;
    private final long atLeast;
    private final Question<Long> question;

    FloorRaise(EtcdSession session, ElectionName election, long atLeast, Question<Long> question) {
        this.session = session;
        this.election = election;
        this.atLeast = atLeast;
        this.question = question;
    }

    void begin() {
        Keys keys = session.keys();
        session.questions()
                .txn(
                        question,
                        Transaction.always(
                                Records.createIfMissing(keys, election, session.validityNanos()),
                                Transaction.get(keys.floor(election)),
                                Transaction.get(keys.office(election))),
                        response -> {
                            try {
                                raise(Records.of(election, Transaction.one(response, 1), Transaction.one(response, 2))
                                        .floor());
                            } catch (IllegalStateException unreadable) {
                                question.fail(unreadable);
                            }
                        });
    }

    private void raise(FloorRecord floor) {
        if (floor.floor() >= atLeast) {
            question.answer(floor.floor());
            return;
        }
        ByteString key = session.keys().floor(election);
        byte[] raised = StoredText.floor(atLeast, OptionalLong.empty(), floor.validityNanos());
        session.questions()
                .txn(
                        question,
                        Transaction.of(
                                List.of(Transaction.wasModifiedAt(key, floor.version())),
                                List.of(Transaction.put(key, raised)),
                                List.of()),
                        response -> {
                            if (response.getSucceeded()) {
                                question.answer(atLeast);
                            } else {
                                question.again();
                            }
                        });
    }
}
