// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.Bid;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.OfficeRecord;
import io.baton.spi.StoredText;
import io.baton.spi.support.Answer;
import io.baton.zookeeper.Wire.Read;
import io.baton.zookeeper.Wire.Transaction;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/** How one candidacy takes office and leaves it. */
final class Office {

    private static final int OWN_NODE = 0;
    private static final int OWN_FENCE = 1;
    private static final int OFFICE_RECORD = 1;

    private final Place place;
    private Optional<Held> held = Optional.empty();
    private boolean inDoubt;

    Office(Place place) {
        this.place = place;
    }

    void take(Link link, Answer answer, Bid bid) {
        Optional<Fence> fence = place.session().fence();
        if (place.node().isEmpty() || fence.isEmpty()) {
            answer.give(to -> to.unknown(new IllegalStateException("a bid before the candidacy was found")));
            return;
        }
        boolean doubtBefore = inDoubt;
        inDoubt = true;
        int rested = fence.get().version();
        long sentAt = link.request().clock().nanos();
        link.wire().multi(transaction(link, fence.get(), bid), result -> {
            if (result.code() == Code.OK) {
                inDoubt = false;
                held = Optional.of(new Held(writtenVersion(result, bid), bid.token()));
                answer.give(to -> to.inOffice(sentAt));
            } else {
                inDoubt = doubtBefore || !isDefinite(result);
                refused(link, answer, result, rested);
            }
        });
    }

    private List<Op> transaction(Link link, Fence fence, Bid bid) {
        String record = link.layout().office(place.election());
        int version = Math.toIntExact(bid.seen().version()) + (bid.expectsRelease() ? 1 : 0);
        byte[] led = OfficeNode.added(
                StoredText.office(place.orderValue(), link.session(), bid.token(), false), place.nodeName());
        return List.of(
                Op.check(place.path(link), -1),
                fence.check(),
                fence.sign(),
                Op.check(
                        link.layout().floor(place.election()),
                        Math.toIntExact(bid.floor().version())),
                saysSo(link, bid) ? Op.check(record, version) : Op.setData(record, led, version));
    }

    /**
     * Whether an attempt of unknown outcome has written the record already. It is not written again then: a successor
     * that expects a release expects exactly one write, and must not take a second one of this kind for it.
     */
    private boolean saysSo(Link link, Bid bid) {
        OfficeRecord seen = bid.seen();
        return !bid.expectsRelease()
                && !seen.released()
                && seen.led() == place.orderValue()
                && seen.session().equals(link.session())
                && seen.token() == bid.token();
    }

    private static int writtenVersion(Transaction result, Bid bid) {
        OpResult last = result.results().get(result.results().size() - 1);
        return last instanceof OpResult.SetDataResult set
                ? set.getStat().getVersion()
                : Math.toIntExact(bid.seen().version());
    }

    private static boolean isDefinite(Transaction result) {
        return !result.results().isEmpty();
    }

    private void refused(Link link, Answer answer, Transaction result, int rested) {
        if (result.failedAt(OWN_NODE, Code.NONODE)) {
            place.nodeGone();
        } else if (result.failedAt(OWN_FENCE, Code.BADVERSION)) {
            place.session()
                    .fence()
                    .ifPresent(fence -> fence.moved(
                            rested,
                            () -> answer.give(CandidacyFacts::notInOffice),
                            code -> place.failed(answer, code, link.ownFence())));
        } else if (result.failedAt(OWN_FENCE, Code.NONODE) || result.failedAt(2, Code.NONODE)) {
            place.session().lost("its fence or sign node was deleted");
        } else if (result.code() == Code.BADVERSION || result.code() == Code.NONODE) {
            answer.give(CandidacyFacts::notInOffice);
        } else {
            place.failed(answer, result.code(), place.path(link));
        }
    }

    void release(Link link, Answer answer) {
        if (!answer.isOpen()) {
            return;
        }
        if (inDoubt) {
            String record = link.layout().office(place.election());
            link.wire().sync(record, code -> {});
            link.wire().read(record, read -> resolve(link, answer, read));
        } else {
            held.ifPresentOrElse(office -> leave(link, answer, office), () -> delete(link, answer));
        }
    }

    private void resolve(Link link, Answer answer, Read read) {
        if (!answer.isOpen()) {
            return;
        }
        if (read.code() != Code.OK && read.code() != Code.NONODE) {
            place.failed(answer, read.code(), link.layout().office(place.election()));
            return;
        }
        Optional<OfficeRecord> mine = read.code() == Code.OK ? readable(read) : Optional.empty();
        mine.filter(record -> record.led() == place.orderValue() && !record.released())
                .ifPresentOrElse(
                        record -> leave(link, answer, new Held(Math.toIntExact(record.version()), record.token())),
                        () -> delete(link, answer));
    }

    // An unreadable record keeps everybody from leading; it need not keep this candidacy in the queue.
    private static Optional<OfficeRecord> readable(Read read) {
        try {
            return Optional.of(Records.parsedOffice(read));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private void leave(Link link, Answer answer, Held office) {
        inDoubt = true;
        byte[] released = StoredText.office(place.orderValue(), link.session(), office.token(), true);
        List<Op> both = List.of(
                Op.delete(place.path(link), -1),
                Op.setData(link.layout().office(place.election()), released, office.version()));
        link.wire().multi(both, result -> {
            if (result.code() == Code.OK || result.failedAt(OWN_NODE, Code.NONODE)) {
                place.nodeGone();
            } else if (result.failedAt(OFFICE_RECORD, Code.BADVERSION) || result.failedAt(OFFICE_RECORD, Code.NONODE)) {
                release(link, answer);
            } else {
                place.failed(answer, result.code(), place.path(link));
            }
        });
    }

    private void delete(Link link, Answer answer) {
        link.wire().delete(place.path(link), code -> {
            if (code == Code.OK || code == Code.NONODE) {
                place.nodeGone();
            } else {
                place.failed(answer, code, place.path(link));
            }
        });
    }

    /** The office record as this candidacy has written it. */
    private record Held(int version, long token) {}
}
