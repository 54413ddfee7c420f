// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import com.google.protobuf.ByteString;
import io.baton.spi.ElectionName;
import io.baton.spi.support.Question;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.TxnResponse;
import java.util.List;
import java.util.Optional;

/** Deletes the records of an election that is over, if nothing of a token depends on them. */
final class RecordRemoval {

    private final EtcdSession session;
    private final ElectionName election;
    private final Question<Boolean> question;
    private final ByteString floor;
    private final ByteString office;
    private final ByteString queue;

    RecordRemoval(EtcdSession session, ElectionName election, Question<Boolean> question) {
        this.session = session;
        this.election = election;
        this.question = question;
        floor = session.keys().floor(election);
        office = session.keys().office(election);
        queue = session.keys().queue(election);
    }

    void begin() {
        session.questions()
                .txn(
                        question,
                        Transaction.always(
                                Transaction.get(floor),
                                Transaction.get(office),
                                Transaction.op(Transaction.oldestFirst(queue)
                                        .setKeysOnly(true)
                                        .setLimit(1))),
                        this::judge);
    }

    private void judge(TxnResponse read) {
        Optional<KeyValue> knownFloor = Transaction.one(read, 0);
        Optional<KeyValue> knownOffice = Transaction.one(read, 1);
        if (Transaction.one(read, 2).isPresent()) {
            question.answer(false);
        } else if (knownFloor.isEmpty() && knownOffice.isEmpty()) {
            question.answer(true);
        } else {
            try {
                Records records = Records.of(election, knownFloor, knownOffice);
                if (records.floor().floor() == 0 && records.office().released()) {
                    remove(records);
                } else {
                    question.answer(false);
                }
            } catch (IllegalStateException unreadable) {
                question.fail(unreadable);
            }
        }
    }

    private void remove(Records records) {
        session.questions()
                .txn(
                        question,
                        Transaction.of(
                                List.of(
                                        Transaction.hasNoneBelow(queue),
                                        Transaction.wasModifiedAt(
                                                floor, records.floor().version()),
                                        Transaction.wasModifiedAt(
                                                office, records.office().version())),
                                List.of(Transaction.delete(floor), Transaction.delete(office)),
                                List.of()),
                        response -> {
                            if (response.getSucceeded()) {
                                question.answer(true);
                            } else {
                                question.again();
                            }
                        });
    }
}
