// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.KeyPaths;
import io.baton.etcd.internal.session.OpenSession;
import io.baton.etcd.internal.session.SessionContext;
import io.baton.etcd.internal.session.SessionLink;
import io.baton.etcd.internal.session.SessionMembers;
import io.baton.etcd.internal.session.TxnBatcher;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionName;
import io.baton.spi.support.PendingAnswer;
import io.baton.spi.support.RequestSlot;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The entry of one candidacy in the queue: what is known of its key, and the request under way. */
public final class QueueEntry implements SessionMembers.Listener {

    private final SessionContext session;
    private final SessionLink link;
    private final DeletedKeyResolver deletedKeys;
    private final ElectionName election;
    private final CandidacyFacts facts;
    private final RequestSlot slot;
    private long orderValue;
    private @Nullable KeyWatch watch;
    private Runnable atEnd = () -> {};

    public QueueEntry(
            SessionContext session, DeletedKeyResolver deletedKeys, ElectionName election, CandidacyFacts facts) {
        this.session = session;
        link = session.link();
        this.deletedKeys = deletedKeys;
        this.election = election;
        this.facts = facts;
        slot = new RequestSlot(facts, link.strand(), link.request().requestTimeout(), link::isOver);
    }

    SessionContext session() {
        return session;
    }

    SessionLink link() {
        return link;
    }

    ElectionName election() {
        return election;
    }

    CandidacyFacts facts() {
        return facts;
    }

    KeyPaths keys() {
        return link.keys();
    }

    ByteString key() {
        return keys().candidate(election, link.name());
    }

    /** Zero as long as it is not known. */
    long orderValue() {
        return orderValue;
    }

    boolean isFound() {
        return orderValue > 0;
    }

    boolean isGone() {
        return slot.isGone();
    }

    /** Runs when the candidacy leaves the queue while the session goes on. */
    void atEnd(Runnable action) {
        atEnd = action;
    }

    /** Begins a request; its answer is due from now on. */
    void request(BiConsumer<OpenSession, PendingAnswer> send) {
        slot.request(begun -> {
            session.members().add(this);
            sendIfOpen(begun, send);
        });
    }

    private void sendIfOpen(PendingAnswer begun, BiConsumer<OpenSession, PendingAnswer> send) {
        Optional<OpenSession> open = session.opened();
        if (open.isPresent()) {
            send.accept(open.get(), begun);
        } else {
            begun.give(to -> to.unknown(new TimeoutException("the session is not open")));
        }
    }

    /** Sends a transaction on behalf of a request. An answer is ignored when the caller does not wait any more. */
    void txn(PendingAnswer to, TxnRequest transaction, Consumer<TxnResponse> done) {
        link.txn(transaction, asked(to, done), failed(to));
    }

    /** The same, together with others of its kind if there are many. */
    void txn(
            PendingAnswer to,
            TxnBatcher txnBatcher,
            TxnBatcher.Shared shared,
            TxnRequest own,
            Consumer<TxnResponse> done) {
        txnBatcher.txn(new TxnBatcher.Item(key(), shared, own, asked(to, done), failed(to)));
    }

    /** Reads the own key, together with others if there are many. */
    void read(PendingAnswer to, TxnRequest read, Consumer<TxnResponse> done) {
        txn(to, session.reads(), TxnBatcher.Shared.NOTHING, read, done);
    }

    private static Consumer<TxnResponse> asked(PendingAnswer to, Consumer<TxnResponse> done) {
        return response -> {
            if (to.isOpen()) {
                done.accept(response);
            }
        };
    }

    private static SessionLink.Failure failed(PendingAnswer to) {
        return (cause, refused) -> to.give(told -> {
            if (refused) {
                told.refused(cause);
            } else {
                told.unknown(cause);
            }
        });
    }

    /** The key is in the store. */
    void found(long createdAt, long seenAt) {
        if (!isFound() && !isGone()) {
            orderValue = createdAt;
            session.members().add(this);
            watch = KeyWatch.beginSoon(session, key(), createdAt, seenAt, () -> deletedKeys.add(this::keyGone));
        }
    }

    /** The key does not exist and will not appear. */
    void keyGone() {
        if (isGone() || link.isOver()) {
            return;
        }
        over();
        slot.tellGone();
    }

    /** Refuses an entry and takes back what it has left in the queue. */
    void refuse(PendingAnswer entry, Throwable cause) {
        if (!isFound()) {
            over();
            entry.give(to -> to.refused(cause));
            return;
        }
        over();
        link.txn(
                Txns.of(List.of(Txns.wasCreatedAt(key(), orderValue)), List.of(Txns.delete(key())), List.of()),
                response -> entry.give(to -> to.refused(cause)),
                (unknown, refused) -> entry.give(to -> to.refused(cause)));
    }

    private void over() {
        slot.leave();
        if (watch != null) {
            watch.end();
        }
        session.members().remove(this);
        atEnd.run();
    }

    @Override
    public void sessionOpened() {}

    @Override
    public void sessionEnded() {
        slot.drop();
    }
}
