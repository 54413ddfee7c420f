// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.Candidate;
import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.FloorRecord;
import io.baton.spi.StoredText;
import java.util.List;
import java.util.OptionalLong;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** One candidate's node, from its creation to its deletion. */
final class ZooKeeperCandidacy implements Candidacy {

    private final Place place;
    private final Survey survey;
    private final Office office;
    private final Entrance entrance;

    ZooKeeperCandidacy(Place place, Candidate candidate) {
        this.place = place;
        survey = new Survey(place);
        office = new Office(place);
        entrance = new Entrance(place, survey, candidate);
    }

    Place place() {
        return place;
    }

    void enter() {
        place.request((link, answer) -> {
            if (place.session().roster().admits(this, link)) {
                entrance.enter(link, answer);
            } else {
                place.refuse(
                        link,
                        answer,
                        new IllegalStateException("this process stands in so many elections that the end of its session"
                                + " would not fit half of jute.maxbuffer, and could stop the ensemble"
                                + " (ZOOKEEPER-4306). Use more connections, or raise jute.maxbuffer everywhere"));
            }
        });
    }

    @Override
    public void look() {
        place.request((link, answer) -> entrance.find(link, answer, () -> survey.look(link, answer)));
    }

    @Override
    public void raiseValidity(FloorRecord read, long validityNanos) {
        place.request((link, answer) -> {
            String path = link.layout().floor(place.election());
            byte[] raised = StoredText.floor(read.floor(), OptionalLong.of(read.since()), validityNanos);
            Op write = Op.setData(path, raised, Math.toIntExact(read.version()));
            link.wire().multi(List.of(write), result -> {
                if (!answer.isOpen()) {
                    return;
                }
                // NONODE: the next look says what is missing.
                if (result.code() == Code.OK || result.code() == Code.BADVERSION || result.code() == Code.NONODE) {
                    entrance.find(link, answer, () -> survey.look(link, answer));
                } else {
                    place.failed(answer, result.code(), path);
                }
            });
        });
    }

    @Override
    public void takeOffice(Bid bid) {
        place.request((link, answer) -> office.take(link, answer, bid));
    }

    @Override
    public void fence(String session) {
        place.request((link, answer) -> {
            if (!SessionName.isOne(session)) {
                answer.give(to -> to.refused(new IllegalStateException("the office record of " + place.election()
                        + " names a session that cannot be one of ZooKeeper's. Restore the record from a backup")));
                return;
            }
            String path = link.layout().fence(session);
            link.wire().set(path, link.session().getBytes(UTF_8), code -> {
                if (code == Code.OK || code == Code.NONODE) {
                    answer.give(to -> to.proofsEnded(session));
                } else {
                    place.failed(answer, code, path);
                }
            });
        });
    }

    /** A write, since a read could be answered by a server that has fallen behind. */
    @Override
    public void confirm() {
        place.request((link, answer) -> entrance.find(link, answer, () -> {
            String path = place.path(link);
            link.wire().multi(List.of(Op.check(path, -1)), result -> {
                if (result.code() == Code.OK) {
                    answer.give(CandidacyFacts::confirmed);
                } else if (result.code() == Code.NONODE) {
                    place.nodeGone();
                } else {
                    place.failed(answer, result.code(), path);
                }
            });
        }));
    }

    @Override
    public void release() {
        place.request((link, answer) -> entrance.find(link, answer, () -> office.release(link, answer)));
    }

    void reconnected(Link link) {
        place.reconnected(link);
        survey.reconnected(link);
    }

    /** The candidacy is over, the session goes on. */
    void left(Link link) {
        survey.end(link);
    }
}
