// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.session.KeyPaths;
import io.etcd.jetcd.api.KeyValue;
import java.util.HashMap;
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
        return String.join(
                        "\n",
                        KIND,
                        "state=" + state,
                        "led=" + orderValue,
                        "session=" + session,
                        "token=" + token,
                        "fence=" + restsOn.fence(),
                        "floor=" + restsOn.floor(),
                        "office=" + restsOn.leaderRecord(),
                        "")
                .getBytes(UTF_8);
    }

    /** The bid that stands in this key, or nothing if it is carried out, cannot be read, or is not kept by the session that it names. */
    static Optional<BidRecord> standing(KeyValue read) {
        Map<String, String> fields = fields(read.getValue().toStringUtf8());
        BidRecord bid;
        try {
            bid = new BidRecord(
                    number(fields, "led"),
                    fields.getOrDefault("session", ""),
                    number(fields, "token"),
                    new RestsOn(number(fields, "fence"), number(fields, "floor"), number(fields, "office")));
        } catch (NumberFormatException unreadable) {
            return Optional.empty();
        }
        boolean kept = bid.session().equals(KeyPaths.session(read.getLease()));
        return kept && read.getValue().equals(ByteString.copyFrom(bid.standing()))
                ? Optional.of(bid)
                : Optional.empty();
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals >= 0) {
                fields.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return fields;
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, ""));
    }
}
