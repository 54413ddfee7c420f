// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.query;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.client.Watch;
import io.baton.etcd.internal.client.WatchListener;
import io.baton.etcd.internal.session.Retry;
import io.baton.etcd.internal.session.SessionContext;
import io.baton.etcd.internal.session.SessionLink;
import io.baton.etcd.internal.session.SessionMembers;
import io.baton.spi.BackendSession.Observation;
import io.baton.spi.ElectionName;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.Event.EventType;
import io.etcd.jetcd.api.KeyValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reports that the leader may have changed: the leader record was written, or the first key of the queue was deleted or created.
 * The first key matters since participants of another kind write no record.
 */
public final class LeaderObservation implements Observation, SessionMembers.Listener {

    private final SessionContext session;
    private final SessionLink link;
    private final ElectionName election;
    private final Runnable changed;
    private @Nullable Watch leaderRecord;
    private @Nullable Watch queue;
    private final Retry retry;
    private Optional<ByteString> first = Optional.empty();
    private boolean arming;
    private boolean again;
    private boolean closed;

    public LeaderObservation(SessionContext session, ElectionName election, Runnable changed) {
        this.session = session;
        link = session.link();
        this.election = election;
        this.changed = changed;
        retry = Retry.ofWatch(link);
    }

    public void begin() {
        if (closed || link.isOver()) {
            return;
        }
        session.members().add(this);
        if (session.opened().isPresent()) {
            arm();
        }
    }

    @Override
    public void sessionOpened() {
        begin();
    }

    @Override
    public void sessionEnded() {}

    @Override
    public void close() {
        link.strand().run(() -> {
            closed = true;
            session.members().remove(this);
            unwatch();
        });
    }

    private void unwatch() {
        if (leaderRecord != null) {
            leaderRecord.cancel();
        }
        if (queue != null) {
            queue.cancel();
        }
        retry.cancel();
        leaderRecord = null;
        queue = null;
    }

    /** Reads which key is first and watches from that revision on: a query after that misses no later change. */
    private void arm() {
        if (closed || link.isOver()) {
            return;
        }
        if (arming) {
            again = true;
            return;
        }
        arming = true;
        again = false;
        ByteString prefix = link.keys().queue(election);
        link.txn(
                Txns.always(Txns.op(Txns.oldestFirst(prefix).setKeysOnly(true).setLimit(1))),
                response -> {
                    arming = false;
                    if (!closed) {
                        found(
                                Txns.one(response, 0).map(KeyValue::getKey),
                                response.getHeader().getRevision() + 1);
                    }
                },
                (cause, refused) -> {
                    arming = false;
                    retry.later(refused, this::arm);
                });
    }

    private void found(Optional<ByteString> oldest, long from) {
        if (queue != null && !oldest.equals(first)) {
            queue.cancel();
            queue = null;
        }
        first = oldest;
        if (again) {
            arm();
        }
        if (leaderRecord == null) {
            leaderRecord =
                    link.client().watch(link.keys().leaderRecord(election), Optional.empty(), from, new Events());
        }
        if (queue == null) {
            queue = watchQueue(from);
        }
        changed.run();
    }

    /** Candidates behind the first do not concern an observer. */
    private Watch watchQueue(long from) {
        ByteString prefix = link.keys().queue(election);
        return first.isPresent()
                ? link.client().watch(first.get(), Optional.empty(), from, new Events())
                : link.client().watch(prefix, Optional.of(Txns.endOf(prefix)), from, new Events());
    }

    private boolean matters(Event event) {
        return event.getType() == EventType.DELETE
                || first.isEmpty()
                || event.getKv().getKey().equals(link.keys().leaderRecord(election));
    }

    private final class Events implements WatchListener {

        @Override
        public void armed() {
            retry.succeeded();
        }

        @Override
        public void broken() {}

        @Override
        public void events(List<Event> events) {
            if (!closed && events.stream().anyMatch(LeaderObservation.this::matters)) {
                arm();
            }
        }

        @Override
        public void lost(Exception cause) {
            unwatch();
            retry.lost(LeaderObservation.this::arm);
        }
    }
}
