// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import com.google.protobuf.ByteString;
import io.baton.spi.BackendSession.Observation;
import io.baton.spi.ElectionName;
import io.baton.spi.support.Strand;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.Event.EventType;
import io.etcd.jetcd.api.KeyValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells when who leads may have changed: the office record is written, or the first of the queue goes or comes. The first
 * matters since participants of another kind write no record.
 */
final class LeaderWatch implements Observation {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final EtcdSession session;
    private final ElectionName election;
    private final Runnable changed;
    private @Nullable Watch office;
    private @Nullable Watch queue;
    private Strand.@Nullable Timer retry;
    private ByteString first = ByteString.EMPTY;
    private boolean arming;
    private boolean again;
    private boolean closed;

    LeaderWatch(EtcdSession session, ElectionName election, Runnable changed) {
        this.session = session;
        this.election = election;
        this.changed = changed;
    }

    void begin() {
        if (closed || session.isOver()) {
            return;
        }
        session.roster().add(this);
        if (session.opened().isPresent()) {
            arm();
        }
    }

    @Override
    public void close() {
        session.strand().run(() -> {
            closed = true;
            session.roster().remove(this);
            unwatch();
        });
    }

    private void unwatch() {
        if (office != null) {
            office.cancel();
        }
        if (queue != null) {
            queue.cancel();
        }
        if (retry != null) {
            retry.cancel();
        }
        office = null;
        queue = null;
    }

    /** Reads who is first and watches from there on: whoever asks after that misses nothing that comes later. */
    private void arm() {
        if (closed || session.isOver()) {
            return;
        }
        if (arming) {
            again = true;
            return;
        }
        arming = true;
        again = false;
        ByteString prefix = session.keys().queue(election);
        session.txn(
                Transaction.always(Transaction.op(
                        Transaction.oldestFirst(prefix).setKeysOnly(true).setLimit(1))),
                response -> {
                    arming = false;
                    if (!closed) {
                        first = Transaction.one(response, 0)
                                .map(KeyValue::getKey)
                                .orElse(ByteString.EMPTY);
                        watch(prefix, response.getHeader().getRevision() + 1);
                        changed.run();
                    }
                },
                (cause, refused) -> {
                    arming = false;
                    retry = session.strand().later(PAUSE, this::arm);
                });
    }

    private void watch(ByteString prefix, long from) {
        if (again) {
            arm();
        }
        if (office == null) {
            office = session.cluster().watch(session.keys().office(election), Optional.empty(), from, new Events());
        }
        if (queue == null) {
            queue = session.cluster().watch(prefix, Optional.of(Transaction.endOf(prefix)), from, new Events());
        }
    }

    private boolean matters(Event event) {
        ByteString key = event.getKv().getKey();
        if (key.equals(session.keys().office(election))) {
            return true;
        }
        return event.getType() == EventType.DELETE ? key.equals(first) : first.isEmpty();
    }

    private final class Events implements WatchEvents {

        @Override
        public void armed() {}

        @Override
        public void broken() {}

        @Override
        public void events(List<Event> events) {
            if (!closed && events.stream().anyMatch(LeaderWatch.this::matters)) {
                arm();
            }
        }

        @Override
        public void lost(Exception cause) {
            unwatch();
            arm();
        }
    }
}
