// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

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
    private static final int SHORTEST_STAND = 47;
    private static final int REMOVED_BYTES = 16;

    private SnapshotCodec() {}

    /** A store as bytes; equal for stores that the same entries have made. */
    public static byte[] write(Store store) {
        Output out = new Output(KIND);
        store.level().write(out);
        out.number(store.index()).number(store.versions()).number(store.forgottenAt());
        out.each(store.elections(), election -> {
            Parts.write(out, election.name);
            Parts.write(out, election.floor);
            Parts.write(out, election.office);
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
        Parts.write(out, session.id);
        out.number(session.leaseNanos).text(session.home);
        Parts.write(out, session.secret);
        out.number(session.lastNumber).number(session.lastTag).number(session.fence);
        out.each(session.removed.entrySet(), entry -> out.number(entry.getKey()).number(entry.getValue()));
        out.each(session.stands.values(), stand -> {
            Parts.write(out, stand.election.name);
            Parts.write(out, stand.candidate);
            out.number(stand.tag).number(stand.orderValue).number(stand.changedAt);
            out.number(stand.inOfficeBy).flag(stand.ahead.isPresent());
            stand.ahead.ifPresent(ahead -> Parts.write(out, ahead));
        });
    }

    private static Store store(Input in) {
        FormatLevel level = FormatLevel.read(in);
        Store store = new Store(in.number(), in.number(), in.number(), level);
        in.list(SHORTEST_ELECTION, () -> {
                    Election election = new Election(Parts.election(in), Parts.floor(in), Parts.office(in));
                    election.leaderChangedAt = in.number();
                    return election;
                })
                .forEach(store::restore);
        in.list(SHORTEST_SESSION, () -> session(in, store)).forEach(store::restore);
        return store;
    }

    private static Session session(Input in, Store store) {
        Session session = new Session(Parts.session(in), in.number(), in.text(MOST_MEMBER_BYTES), Parts.secret(in));
        session.lastNumber = in.number();
        session.lastTag = in.number();
        session.fence = in.number();
        List<Map.Entry<Long, Long>> removed = in.list(REMOVED_BYTES, () -> Map.entry(in.number(), in.number()));
        removed.forEach(entry -> session.removed.put(entry.getKey(), entry.getValue()));
        in.list(SHORTEST_STAND, () -> stand(in, session, store)).forEach(stand -> {
            session.stands.put(stand.tag, stand);
            stand.election.add(stand);
        });
        return session;
    }

    private static Stand stand(Input in, Session session, Store store) {
        ElectionName name = Parts.election(in);
        Election election = store.election(name)
                .orElseThrow(() -> new MalformedException("a candidacy in " + name + ", which it does not have"));
        var candidate = Parts.candidate(in);
        Stand stand = new Stand(session, new Request.Enter(in.number(), name, candidate), election, in.number());
        stand.changedAt = in.number();
        stand.inOfficeBy = in.number();
        stand.ahead = in.flag() ? Optional.of(Parts.ahead(in, stand.tag)) : Optional.empty();
        return stand;
    }
}
