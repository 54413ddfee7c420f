// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.bid;

import io.baton.spi.Bid;
import io.baton.spi.RecordCodec;
import io.baton.zookeeper.internal.session.LeaderNodeField;
import io.baton.zookeeper.internal.session.QueueNode;
import io.baton.zookeeper.internal.session.SessionName;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the node of a bid says, in lines of {@code name=value}: who is to lead next, and what has to be so in the moment of the release.
 *
 * @param node the name of the candidate's node
 * @param orderValue the candidate's order value
 * @param session the candidate's session
 * @param fence the version of that session's fence
 * @param floor the version of the floor record
 * @param led the version of the leader record before the release
 * @param token the token of the leadership that is bid for
 */
public record BidRecord(String node, long orderValue, String session, int fence, int floor, int led, long token) {

    private static final String KIND = "baton-bid/1";

    /** The bid of the candidate with this node. */
    static BidRecord of(Bid bid, String node, long orderValue, String session, int fence) {
        return new BidRecord(
                node,
                orderValue,
                session,
                fence,
                Math.toIntExact(bid.floor().version()),
                Math.toIntExact(bid.seen().version()),
                bid.token());
    }

    /** The data of a bid that stands. */
    byte[] standing() {
        return RecordCodec.write(KIND, fields());
    }

    /** The data of a bid that a release has carried out. */
    public byte[] carriedOut() {
        Map<String, String> fields = fields();
        fields.put("carried-out", "true");
        return RecordCodec.write(KIND, fields);
    }

    /** What the release writes into the leader record: what the candidate would write that takes leadership. */
    public byte[] leaderRecord() {
        return LeaderNodeField.added(RecordCodec.leaderRecord(orderValue, session, token, false), node);
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("node", node);
        fields.put("order-value", Long.toString(orderValue));
        fields.put("session", session);
        fields.put("fence", Integer.toString(fence));
        fields.put("floor", Integer.toString(floor));
        fields.put("led", Integer.toString(led));
        fields.put("token", Long.toString(token));
        return fields;
    }

    /**
     * Reads a bid that stands.
     *
     * @throws IllegalArgumentException if the data is none
     */
    static BidRecord parse(byte[] data) {
        Map<String, String> fields = RecordCodec.read(KIND, data);
        BidRecord read = new BidRecord(
                RecordCodec.field(fields, "node"),
                RecordCodec.number(fields, "order-value"),
                RecordCodec.field(fields, "session"),
                Integer.parseInt(RecordCodec.field(fields, "fence")),
                Integer.parseInt(RecordCodec.field(fields, "floor")),
                Integer.parseInt(RecordCodec.field(fields, "led")),
                RecordCodec.number(fields, "token"));
        if (read.node().indexOf('/') >= 0
                || QueueNode.parse(read.node()).isEmpty()
                || !SessionName.isOne(read.session())) {
            throw new IllegalArgumentException("names no candidate");
        }
        return read;
    }
}
