// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import io.baton.etcd.internal.client.Txns;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.RecordCodec;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RequestOp;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The floor record and the leader record of one election. */
public record Records(FloorRecord floor, LeaderRecord leader) {

    /**
     * Reads both records.
     *
     * @throws IllegalStateException with advice if one is missing or cannot be read: no candidate may lead then
     */
    public static Records of(ElectionName election, Optional<KeyValue> floor, Optional<KeyValue> leader) {
        return new Records(
                floor(floor.orElseThrow(() -> missing("floor", election))),
                leader(leader.orElseThrow(() -> missing("leader record", election))));
    }

    public static FloorRecord floor(KeyValue read) {
        try {
            return RecordCodec.floor(read.getValue().toByteArray(), read.getModRevision(), read.getModRevision());
        } catch (IllegalArgumentException e) {
            throw unreadable(read, e);
        }
    }

    public static LeaderRecord leader(KeyValue read) {
        try {
            return RecordCodec.leaderRecord(read.getValue().toByteArray(), read.getModRevision());
        } catch (IllegalArgumentException e) {
            throw unreadable(read, e);
        }
    }

    /** Creates both records of an election that has none. */
    public static RequestOp createIfMissing(KeyPaths keyPaths, ElectionName election, long validityNanos) {
        return Txns.op(Txns.of(
                List.of(
                        Txns.wasCreatedAt(keyPaths.floor(election), 0),
                        Txns.wasCreatedAt(keyPaths.leaderRecord(election), 0)),
                List.of(
                        Txns.put(keyPaths.floor(election), RecordCodec.floor(0, OptionalLong.of(0), validityNanos)),
                        Txns.put(keyPaths.leaderRecord(election), RecordCodec.leaderRecord(0, "", 0, true))),
                List.of()));
    }

    private static IllegalStateException missing(String which, ElectionName election) {
        return new IllegalStateException("the " + which + " record of election " + election + " is missing, though the"
                + " election has been used, so no candidate may lead. Restore it from a backup; or stop all candidates of the"
                + " election, wait for a lease duration, delete its other record too and raise the token floor above the"
                + " greatest token ever used");
    }

    private static IllegalStateException unreadable(KeyValue read, IllegalArgumentException cause) {
        return new IllegalStateException(
                "the record " + read.getKey().toStringUtf8() + " cannot be read, so no candidate may lead: "
                        + cause.getMessage()
                        + ". Upgrade this process if a newer one wrote it, or restore it from a backup",
                cause);
    }
}
