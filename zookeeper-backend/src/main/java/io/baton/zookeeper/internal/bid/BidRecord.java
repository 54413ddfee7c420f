// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.bid;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.spi.Bid;
import io.baton.spi.RecordCodec;
import io.baton.zookeeper.internal.session.LeaderNodeField;
import io.baton.zookeeper.internal.session.QueueNode;
import io.baton.zookeeper.internal.session.SessionName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
    private static final String CARRIED_OUT = "carried-out=true\n";

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
        return text().getBytes(UTF_8);
    }

    /** The data of a bid that a release has carried out. */
    public byte[] carriedOut() {
        return (text() + CARRIED_OUT).getBytes(UTF_8);
    }

    /** What the release writes into the leader record: what the candidate would write that takes leadership. */
    public byte[] leaderRecord() {
        return LeaderNodeField.added(RecordCodec.leaderRecord(orderValue, session, token, false), node);
    }

    private String text() {
        return KIND + "\nnode=" + node + "\norder-value=" + orderValue + "\nsession=" + session + "\nfence=" + fence
                + "\nfloor=" + floor + "\nled=" + led + "\ntoken=" + token + "\n";
    }

    /**
     * Reads a bid that stands.
     *
     * @throws IllegalArgumentException if the data is none
     */
    static BidRecord parse(byte[] data) {
        String[] lines = new String(data, UTF_8).split("\n", -1);
        if (!lines[0].equals(KIND)) {
            throw new IllegalArgumentException("does not begin with " + KIND);
        }
        Map<String, String> fields = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals >= 0) {
                fields.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        BidRecord read = new BidRecord(
                field(fields, "node"),
                Long.parseLong(field(fields, "order-value")),
                field(fields, "session"),
                Integer.parseInt(field(fields, "fence")),
                Integer.parseInt(field(fields, "floor")),
                Integer.parseInt(field(fields, "led")),
                Long.parseLong(field(fields, "token")));
        if (read.node().indexOf('/') >= 0
                || QueueNode.parse(read.node()).isEmpty()
                || !SessionName.isOne(read.session())) {
            throw new IllegalArgumentException("names no candidate");
        }
        return read;
    }

    private static String field(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name))
                .orElseThrow(() -> new IllegalArgumentException("has no field " + name));
    }
}
