// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.raft.state.codec.FieldCodec;
import io.baton.raft.state.codec.FormatLevelCodec;
import io.baton.raft.state.codec.Input;
import io.baton.raft.state.codec.MalformedException;
import io.baton.raft.state.codec.Output;
import io.baton.raft.state.request.FormatLevel;
import io.baton.raft.state.request.Request;
import io.baton.spi.ElectionName;
import java.util.Map;
import java.util.Optional;

/** How a whole store is written. */
public final class SnapshotCodec {

    private static final byte KIND = 0x43;
    private static final int MOST_MEMBER_BYTES = 1024;
    private static final int SHORTEST_ELECTION = 74;
    private static final int SHORTEST_SESSION = 76;
    private static final int SHORTEST_CANDIDACY = 47;
    private static final int REMOVED_BYTES = 16;

    private SnapshotCodec() {}

    /** A store as bytes; equal for stores that the same entries have made. */
    public static byte[] write(Store store) {
        Output out = new Output(KIND);
        FormatLevelCodec.write(store.level(), out);
        out.number(store.index()).number(store.versions()).number(store.forgottenAt());
        out.each(store.elections(), SnapshotCodec::write);
        return out.each(store.sessions(), SnapshotCodec::write).toBytes();
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws MalformedException if the bytes are not a store
     */
    public static Store read(byte[] bytes) {
        return Input.read(bytes, KIND, "a snapshot", SnapshotCodec::store);
    }

    private static void write(Output out, Election election) {
        FieldCodec.write(out, election.name);
        FieldCodec.write(out, election.floor);
        FieldCodec.write(out, election.leaderRecord);
        out.number(election.leaderChangedAt);
    }

    private static void write(Output out, Session session) {
        FieldCodec.write(out, session.id);
        out.number(session.leaseNanos).text(session.home);
        FieldCodec.write(out, session.secret);
        out.number(session.lastNumber).number(session.lastTag).number(session.fence);
        out.each(session.removed.entrySet(), SnapshotCodec::write);
        out.each(session.candidacies.values(), SnapshotCodec::write);
    }

    private static void write(Output out, Map.Entry<Long, Long> removed) {
        out.number(removed.getKey()).number(removed.getValue());
    }

    private static void write(Output out, QueuedCandidacy queuedCandidacy) {
        FieldCodec.write(out, queuedCandidacy.election.name);
        FieldCodec.write(out, queuedCandidacy.candidate);
        out.number(queuedCandidacy.tag).number(queuedCandidacy.orderValue).number(queuedCandidacy.changedAt);
        out.number(queuedCandidacy.leadsByBid).flag(queuedCandidacy.ahead.isPresent());
        if (queuedCandidacy.ahead.isPresent()) {
            FieldCodec.write(out, queuedCandidacy.ahead.get());
        }
    }

    private static Store store(Input in) {
        FormatLevel level = FormatLevelCodec.readable(in);
        Store store = new Store(in.number(), in.number(), in.number(), level);
        in.list(SHORTEST_ELECTION, SnapshotCodec::election).forEach(store::add);
        in.list(SHORTEST_SESSION, each -> session(each, store)).forEach(store::add);
        return store;
    }

    private static Election election(Input in) {
        Election election = new Election(FieldCodec.election(in), FieldCodec.floor(in), FieldCodec.leaderRecord(in));
        election.leaderChangedAt = in.number();
        return election;
    }

    private static Session session(Input in, Store store) {
        Session session =
                new Session(FieldCodec.session(in), in.number(), in.text(MOST_MEMBER_BYTES), FieldCodec.secret(in));
        session.lastNumber = in.number();
        session.lastTag = in.number();
        session.fence = in.number();
        for (Map.Entry<Long, Long> removed : in.list(REMOVED_BYTES, SnapshotCodec::removed)) {
            session.removed.put(removed.getKey(), removed.getValue());
        }
        for (QueuedCandidacy queuedCandidacy : in.list(SHORTEST_CANDIDACY, each -> candidacy(each, session, store))) {
            session.candidacies.put(queuedCandidacy.tag, queuedCandidacy);
            queuedCandidacy.election.add(queuedCandidacy);
        }
        return session;
    }

    private static Map.Entry<Long, Long> removed(Input in) {
        return Map.entry(in.number(), in.number());
    }

    private static QueuedCandidacy candidacy(Input in, Session session, Store store) {
        ElectionName name = FieldCodec.election(in);
        Election election = store.election(name).orElse(null);
        if (election == null) {
            throw new MalformedException("a candidacy in " + name + ", which it does not have");
        }
        var candidate = FieldCodec.candidate(in);
        QueuedCandidacy queuedCandidacy =
                new QueuedCandidacy(session, new Request.Enter(in.number(), name, candidate), election, in.number());
        queuedCandidacy.changedAt = in.number();
        queuedCandidacy.leadsByBid = in.number();
        queuedCandidacy.ahead = in.flag() ? Optional.of(FieldCodec.ahead(in, queuedCandidacy.tag)) : Optional.empty();
        return queuedCandidacy;
    }
}
