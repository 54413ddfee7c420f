// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import io.baton.spi.QueuePosition.Predecessor;
import io.baton.spi.RecordCodec;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Listed;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.session.ElectionRecords;
import io.baton.zookeeper.internal.session.OpenSession;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/** One lookup of where a candidacy stands, for one request. For the strand only. */
final class PredecessorLookup implements ElectionRecords.Reader {

    private final QueueEntry queueEntry;
    private final Predecessors predecessors;
    private final OpenSession session;
    private final CandidacyRequest request;
    private final Outcome outcome;
    private Listed children = new Listed(Code.SYSTEMERROR, List.of());
    private Optional<String> further = Optional.empty();
    private Optional<Read> furtherRead = Optional.empty();
    private Optional<Predecessor> predecessor = Optional.empty();
    private Predecessors.@Nullable Nearest named;

    PredecessorLookup(
            QueueEntry queueEntry,
            Predecessors predecessors,
            OpenSession session,
            CandidacyRequest request,
            Outcome outcome) {
        this.queueEntry = queueEntry;
        this.predecessors = predecessors;
        this.session = session;
        this.request = request;
        this.outcome = outcome;
    }

    /** Looks at the two entries before the own one; lists the queue first if these are not known. */
    void begin() {
        if (predecessors.isListed()) {
            readRecords(this::inspect);
        } else {
            list();
        }
    }

    private void list() {
        String queue = queueEntry.queue(request.context());
        session.listings().list(request.zooKeeper(), queue, this::listed, () -> readRecords(this::arrange));
    }

    private void listed(Listed names) {
        children = names;
    }

    private void readRecords(Consumer<ElectionRecords.Pair> then) {
        ElectionRecords.read(request.context(), queueEntry.election(), then);
    }

    /** Goes on with what was read together with the entry. */
    void begin(Listed names, ElectionRecords.Pair records) {
        children = names;
        arrange(records);
    }

    private void arrange(ElectionRecords.Pair records) {
        if (!request.isOpen()) {
            return;
        }
        if (children.refusal().isPresent()) {
            refused(children.refusal().get());
        } else if (children.code() == Code.NONODE) {
            queueEntry.nodeGone();
        } else if (children.code() != Code.OK) {
            request.failed(children.code(), queueEntry.queue(request.context()));
        } else if (predecessors.take(request.context(), children)) {
            inspect(records);
        } else {
            queueEntry.nodeGone();
        }
    }

    private void inspect(ElectionRecords.Pair records) {
        if (!request.isOpen()) {
            return;
        }
        Optional<Predecessors.Nearest> nearest = predecessors.nearest(request.context());
        if (nearest.isEmpty()) {
            conclude(records, null, Optional.empty());
            return;
        }
        furtherRead = Optional.empty();
        further = predecessors.furtherPath(request.context());
        if (further.isPresent()) {
            request.zooKeeper().exists(further.get(), this::furtherRead);
        }
        nearest.get().readAndWatch(read -> judge(records, nearest.get(), read));
    }

    private void furtherRead(Read read) {
        furtherRead = Optional.of(read);
    }

    private void judge(ElectionRecords.Pair records, Predecessors.Nearest nearest, Read read) {
        if (!request.isOpen()) {
            return;
        }
        Code furtherCode = furtherRead.map(Read::code).orElse(Code.OK);
        if (read.code() == Code.NONODE || furtherCode == Code.NONODE || nearest.isGone()) {
            list();
        } else if (read.code() != Code.OK) {
            request.failed(read.code(), nearest.path());
        } else if (furtherCode != Code.OK) {
            request.failed(furtherCode, nearest.path());
        } else if (isForeign(read)) {
            predecessors.skip(request.context(), nearest.path());
            inspect(records);
        } else if (furtherRead.isPresent() && isForeign(furtherRead.get())) {
            predecessors.skip(request.context(), further.orElseThrow());
            inspect(records);
        } else {
            conclude(records, nearest, Optional.of(predecessor(read)));
        }
    }

    private static boolean isForeign(Read read) {
        return read.requireStat().getEphemeralOwner() == 0;
    }

    private Predecessor predecessor(Read read) {
        return new Predecessor(
                read.requireStat().getCzxid(),
                RecordCodec.session(read.data())
                        .orElseGet(() -> Long.toHexString(read.requireStat().getEphemeralOwner())),
                furtherRead.isEmpty());
    }

    private void conclude(
            ElectionRecords.Pair records, Predecessors.@Nullable Nearest nearest, Optional<Predecessor> found) {
        named = nearest;
        predecessor = found;
        new ElectionRecords(request.context(), queueEntry.election(), session.validityNanos(), this).settle(records);
    }

    @Override
    public void read(FloorRecord floor, LeaderRecord leader) {
        if (named != null && named.isGone()) {
            list();
        } else if (request.isOpen()) {
            outcome.found(request, new QueuePosition(queueEntry.orderValue(), predecessor, floor, leader));
        }
    }

    @Override
    public void refused(Throwable cause) {
        outcome.refused(request, cause);
    }

    @Override
    public void failed(Code code, String path) {
        request.failed(code, path);
    }

    /** What comes out of a lookup, unless the store has an error for an answer or the own node is gone. */
    interface Outcome {
        void found(CandidacyRequest request, QueuePosition position);

        void refused(CandidacyRequest request, Throwable cause);
    }
}
