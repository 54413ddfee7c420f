// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.codec;

import io.baton.Candidate;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.SecretDigest;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How values that stand in several messages are written. */
public final class FieldCodec {

    static final int MOST_TEXT = 64 * 1024;
    private static final int MOST_NAME_BYTES = 1024;
    private static final int SHORTEST_ATTRIBUTE = 8;

    private FieldCodec() {}

    public static void write(Output out, SessionId id) {
        out.number(id.index()).number(id.nonce());
    }

    public static SessionId session(Input in) {
        return new SessionId(in.number(), in.number());
    }

    public static void write(Output out, SecretDigest secret) {
        out.number(secret.high()).number(secret.low());
    }

    public static SecretDigest secret(Input in) {
        return new SecretDigest(in.number(), in.number());
    }

    public static void write(Output out, ElectionName name) {
        out.text(name.value());
    }

    public static ElectionName election(Input in) {
        return new ElectionName(in.text(MOST_NAME_BYTES));
    }

    /** In one order, whatever the map has: equal stores have equal snapshots. */
    public static void write(Output out, Candidate candidate) {
        out.text(candidate.id());
        out.each(new TreeMap<>(candidate.attributes()).entrySet(), FieldCodec::write);
    }

    private static void write(Output out, Map.Entry<String, String> attribute) {
        out.text(attribute.getKey()).text(attribute.getValue());
    }

    /** How many bytes a candidate is written in. */
    public static int bytes(Candidate candidate) {
        Output out = new Output((byte) 0);
        write(out, candidate);
        return out.toBytes().length;
    }

    public static Candidate candidate(Input in) {
        String id = in.text(MOST_NAME_BYTES);
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, String> attribute : in.list(SHORTEST_ATTRIBUTE, FieldCodec::attribute)) {
            attributes.put(attribute.getKey(), attribute.getValue());
        }
        return new Candidate(id, attributes);
    }

    private static Map.Entry<String, String> attribute(Input in) {
        return Map.entry(in.text(MOST_TEXT), in.text(MOST_TEXT));
    }

    public static void write(Output out, FloorRecord floor) {
        out.number(floor.floor())
                .number(floor.since())
                .number(floor.validityNanos())
                .number(floor.version());
    }

    public static FloorRecord floor(Input in) {
        return new FloorRecord(in.number(), in.number(), in.number(), in.number());
    }

    /** All but the tag. */
    public static void write(Output out, Request.BidAhead ahead) {
        out.number(ahead.bid()).number(ahead.fence()).number(ahead.floorVersion());
        out.number(ahead.led()).number(ahead.token());
    }

    public static Request.BidAhead ahead(Input in, long tag) {
        return new Request.BidAhead(tag, in.number(), in.number(), in.number(), in.number(), in.number());
    }

    public static void write(Output out, LeaderRecord leaderRecord) {
        out.number(leaderRecord.led()).text(leaderRecord.session()).number(leaderRecord.token());
        out.flag(leaderRecord.released()).number(leaderRecord.version());
    }

    public static LeaderRecord leaderRecord(Input in) {
        return new LeaderRecord(in.number(), in.text(MOST_NAME_BYTES), in.number(), in.flag(), in.number());
    }
}
