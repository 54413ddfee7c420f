// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import com.google.protobuf.ByteString;
import io.baton.spi.ElectionName;
import io.baton.spi.Electorate;
import io.baton.spi.Electorate.Place;
import io.baton.spi.FloorRecord;
import io.baton.spi.OfficeRecord;
import io.baton.spi.StoredText;
import io.baton.spi.support.Question;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads who stands in an election, all of it at one revision. */
final class Roll {

    /** A candidate may publish 64 KiB: an answer holds no more of them than this. */
    private static final int AT_A_TIME = 32;

    private final EtcdSession session;
    private final Question<Electorate> question;
    private final ElectionName election;
    private final ByteString queue;
    private final List<Place> places = new ArrayList<>();
    private Optional<OfficeRecord> office = Optional.empty();
    private long floor;

    private Roll(EtcdSession session, ElectionName election, Question<Electorate> question) {
        this.session = session;
        this.question = question;
        this.election = election;
        queue = session.keys().queue(election);
    }

    static void call(EtcdSession session, ElectionName election, Question<Electorate> question) {
        new Roll(session, election, question).begin();
    }

    private void begin() {
        session.questions()
                .txn(
                        question,
                        Transaction.always(
                                Transaction.op(page(0)),
                                Transaction.get(session.keys().floor(election)),
                                Transaction.get(session.keys().office(election))),
                        response -> {
                            try {
                                floor = Transaction.one(response, 1)
                                        .map(Records::floor)
                                        .map(FloorRecord::floor)
                                        .orElse(0L);
                                office = Transaction.one(response, 2).map(Records::office);
                            } catch (IllegalStateException unreadable) {
                                question.fail(unreadable);
                                return;
                            }
                            read(response, response.getHeader().getRevision());
                        });
    }

    private RangeRequest.Builder page(long after) {
        return Transaction.oldestFirst(queue).setMinCreateRevision(after + 1).setLimit(AT_A_TIME);
    }

    private void read(TxnResponse response, long revision) {
        List<KeyValue> page = response.getResponses(0).getResponseRange().getKvsList();
        page.forEach(this::add);
        if (page.size() < AT_A_TIME) {
            question.answer(new Electorate(places, floor));
            return;
        }
        // Keys of one transaction share their revision; but no transaction of Baton or of etcd's recipe makes two.
        long last = page.get(page.size() - 1).getCreateRevision();
        session.questions()
                .txn(
                        question,
                        Transaction.always(Transaction.op(page(last).setRevision(revision))),
                        next -> read(next, revision));
    }

    private void add(KeyValue key) {
        if (Keys.candidate(queue, key).isEmpty()) {
            session.roster().skip(key.getKey());
            return;
        }
        places.add(place(key, places.isEmpty(), office));
    }

    /** A candidate, as its key and the office record describe it. */
    static Place place(KeyValue key, boolean first, Optional<OfficeRecord> office) {
        byte[] data = key.getValue().toByteArray();
        long orderValue = key.getCreateRevision();
        boolean foreign = StoredText.session(data).isEmpty();
        Optional<OfficeRecord> held = office.filter(record -> record.led() == orderValue && !record.released());
        boolean leads = first && (foreign || held.isPresent());
        long token = foreign ? orderValue : held.map(OfficeRecord::token).orElse(0L);
        return new Place(StoredText.candidate(data), orderValue, leads, leads ? token : 0);
    }
}
