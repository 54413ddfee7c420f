// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.baton.Candidate;
import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.FloorRecord;
import io.baton.spi.StoredText;
import java.util.List;
import java.util.OptionalLong;

/** One candidate's key, from its creation to its deletion. */
final class EtcdCandidacy implements Candidacy {

    private final Place place;
    private final Survey survey;
    private final Office office;
    private final Entrance entrance;

    EtcdCandidacy(Place place, Candidate candidate) {
        this.place = place;
        survey = new Survey(place);
        office = new Office(place);
        entrance = new Entrance(place, survey, candidate);
        place.atEnd(survey::end);
    }

    void enter() {
        place.request(entrance::enter);
    }

    @Override
    public void look() {
        place.request((open, answer) -> entrance.find(open, answer, () -> survey.look(answer)));
    }

    @Override
    public void raiseValidity(FloorRecord read, long validityNanos) {
        place.request((open, answer) -> {
            ByteString key = place.keys().floor(place.election());
            byte[] raised = StoredText.floor(read.floor(), OptionalLong.of(read.since()), validityNanos);
            place.txn(
                    answer,
                    Transaction.of(
                            List.of(Transaction.wasModifiedAt(key, read.version())),
                            List.of(Transaction.put(key, raised)),
                            List.of()),
                    response -> entrance.find(open, answer, () -> survey.look(answer)));
        });
    }

    @Override
    public void takeOffice(Bid bid) {
        place.request((open, answer) -> office.take(open, answer, bid));
    }

    @Override
    public void fence(String session) {
        place.request((open, answer) -> {
            if (!Keys.isSession(session)) {
                answer.give(to -> to.refused(new IllegalStateException("the office record of " + place.election()
                        + " names a session that cannot be one of etcd's. Restore the record from a backup")));
                return;
            }
            ByteString key = place.keys().fence(session);
            byte[] by = place.session().name().getBytes(UTF_8);
            place.txn(
                    answer,
                    Transaction.of(
                            List.of(Transaction.exists(key)),
                            List.of(Transaction.putUnderItsLease(key, by)),
                            List.of()),
                    response -> answer.give(to -> to.proofsEnded(session)));
        });
    }

    @Override
    public void confirm() {
        place.request((open, answer) -> entrance.find(
                open,
                answer,
                () -> place.read(answer, Transaction.always(Transaction.get(place.key())), response -> {
                    if (Transaction.createdAt(Transaction.one(response, 0)) == place.orderValue()) {
                        answer.give(CandidacyFacts::confirmed);
                    } else {
                        place.keyGone();
                    }
                })));
    }

    @Override
    public void release() {
        place.request((open, answer) -> entrance.find(open, answer, () -> office.release(answer)));
    }
}
