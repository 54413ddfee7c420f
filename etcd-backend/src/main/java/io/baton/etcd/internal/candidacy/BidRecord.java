// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.session.KeyPaths;
import io.baton.spi.RecordCodec;
import io.etcd.jetcd.api.KeyValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bid that was made ahead, as the store keeps it: lines of {@code name=value}, readable for an operator.
 *
 * @param orderValue that of the candidacy that bids
 * @param session the one in which it stands
 * @param token what the leader record is to say
 * @param restsOn what has to be unchanged when the bid is carried out
 */
record BidRecord(long orderValue, String session, long token, RestsOn restsOn) {

    private static final String KIND = "baton-bid/1";
    private static final String STANDS = "stands";
    private static final String CARRIED_OUT = "carried-out";

    /**
     * Versions, as they were when the bid was made.
     *
     * @param fence the version of the fence of the bidding session
     * @param floor the version of the floor record
     * @param leaderRecord the version of the leader record
     */
    record RestsOn(long fence, long floor, long leaderRecord) {}

    byte[] standing() {
        return text(STANDS);
    }

    byte[] carriedOut() {
        return text(CARRIED_OUT);
    }

    private byte[] text(String state) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("state", state);
        fields.put("led", Long.toString(orderValue));
        fields.put("session", session);
        fields.put("token", Long.toString(token));
        fields.put("fence", Long.toString(restsOn.fence()));
        fields.put("floor", Long.toString(restsOn.floor()));
        fields.put("office", Long.toString(restsOn.leaderRecord()));
        return RecordCodec.write(KIND, fields);
    }

    /** The bid that stands in this key, or nothing if it is carried out, cannot be read, or is not kept by the session that it names. */
    static Optional<BidRecord> standing(KeyValue read) {
        BidRecord bid;
        try {
            Map<String, String> fields = RecordCodec.read(KIND, read.getValue().toByteArray());
            bid = new BidRecord(
                    RecordCodec.number(fields, "led"),
                    RecordCodec.field(fields, "session"),
                    RecordCodec.number(fields, "token"),
                    new RestsOn(
                            RecordCodec.number(fields, "fence"),
                            RecordCodec.number(fields, "floor"),
                            RecordCodec.number(fields, "office")));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
        boolean kept = bid.session().equals(KeyPaths.session(read.getLease()));
        return kept && read.getValue().equals(ByteString.copyFrom(bid.standing()))
                ? Optional.of(bid)
                : Optional.empty();
    }
}
