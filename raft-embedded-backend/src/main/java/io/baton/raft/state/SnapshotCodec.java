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
import java.util.List;
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
        out.each(store.elections(), election -> {
            FieldCodec.write(out, election.name);
            FieldCodec.write(out, election.floor);
            FieldCodec.write(out, election.leaderRecord);
            out.number(election.leaderChangedAt);
        });
        return out.each(store.sessions(), session -> write(out, session)).toBytes();
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws MalformedException if the bytes are not a store
     */
    public static Store read(byte[] bytes) {
        return Input.read(bytes, KIND, "a snapshot", SnapshotCodec::store);
    }

    private static void write(Output out, Session session) {
        FieldCodec.write(out, session.id);
        out.number(session.leaseNanos).text(session.home);
        FieldCodec.write(out, session.secret);
        out.number(session.lastNumber).number(session.lastTag).number(session.fence);
        out.each(session.removed.entrySet(), entry -> out.number(entry.getKey()).number(entry.getValue()));
        out.each(session.candidacies.values(), queuedCandidacy -> {
            FieldCodec.write(out, queuedCandidacy.election.name);
            FieldCodec.write(out, queuedCandidacy.candidate);
            out.number(queuedCandidacy.tag).number(queuedCandidacy.orderValue).number(queuedCandidacy.changedAt);
            out.number(queuedCandidacy.leadsByBid).flag(queuedCandidacy.ahead.isPresent());
            queuedCandidacy.ahead.ifPresent(ahead -> FieldCodec.write(out, ahead));
        });
    }

    private static Store store(Input in) {
        FormatLevel level = FormatLevelCodec.readable(in);
        Store store = new Store(in.number(), in.number(), in.number(), level);
        in.list(SHORTEST_ELECTION, () -> {
                    Election election =
                            new Election(FieldCodec.election(in), FieldCodec.floor(in), FieldCodec.leaderRecord(in));
                    election.leaderChangedAt = in.number();
                    return election;
                })
                .forEach(store::restore);
        in.list(SHORTEST_SESSION, () -> session(in, store)).forEach(store::restore);
        return store;
    }

    private static Session session(Input in, Store store) {
        Session session =
                new Session(FieldCodec.session(in), in.number(), in.text(MOST_MEMBER_BYTES), FieldCodec.secret(in));
        session.lastNumber = in.number();
        session.lastTag = in.number();
        session.fence = in.number();
        List<Map.Entry<Long, Long>> removed = in.list(REMOVED_BYTES, () -> Map.entry(in.number(), in.number()));
        removed.forEach(entry -> session.removed.put(entry.getKey(), entry.getValue()));
        in.list(SHORTEST_CANDIDACY, () -> candidacy(in, session, store)).forEach(queuedCandidacy -> {
            session.candidacies.put(queuedCandidacy.tag, queuedCandidacy);
            queuedCandidacy.election.add(queuedCandidacy);
        });
        return session;
    }

    private static QueuedCandidacy candidacy(Input in, Session session, Store store) {
        ElectionName name = FieldCodec.election(in);
        Election election = store.election(name)
                .orElseThrow(() -> new MalformedException("a candidacy in " + name + ", which it does not have"));
        var candidate = FieldCodec.candidate(in);
        QueuedCandidacy queuedCandidacy =
                new QueuedCandidacy(session, new Request.Enter(in.number(), name, candidate), election, in.number());
        queuedCandidacy.changedAt = in.number();
        queuedCandidacy.leadsByBid = in.number();
        queuedCandidacy.ahead = in.flag() ? Optional.of(FieldCodec.ahead(in, queuedCandidacy.tag)) : Optional.empty();
        return queuedCandidacy;
    }
}
