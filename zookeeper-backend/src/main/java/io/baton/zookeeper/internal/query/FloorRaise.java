// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.query;

import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.RecordCodec;
import io.baton.spi.support.PendingQuery;
import io.baton.zookeeper.internal.client.AsyncZooKeeper;
import io.baton.zookeeper.internal.session.ElectionRecords;
import java.util.List;
import java.util.OptionalLong;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** Raises the floor of an election by compare-and-set, as often as it takes. */
final class FloorRaise implements ElectionRecords.Reader {

    private final ElectionQuery<Long> query;
    private final PendingQuery<Long> pending;
    private final long atLeast;

    FloorRaise(ElectionQuery<Long> query, long atLeast) {
        this.query = query;
        this.pending = query.pending();
        this.atLeast = atLeast;
    }

    void begin() {
        ElectionRecords records = new ElectionRecords(
                query.context(), query.election(), query.session().validityNanos(), this);
        query.zooKeeper().multi(query.context().barrier(), AsyncZooKeeper::ignore);
        ElectionRecords.read(query.context(), query.election(), records::settle);
    }

    @Override
    public void read(FloorRecord floor, LeaderRecord leader) {
        if (floor.floor() >= atLeast) {
            pending.answer(floor.floor());
            return;
        }
        if (!pending.isOpen()) {
            return;
        }
        String path = query.context().paths().floor(query.election());
        byte[] raised = RecordCodec.floor(atLeast, OptionalLong.empty(), floor.validityNanos());
        Op write = Op.setData(path, raised, Math.toIntExact(floor.version()));
        query.zooKeeper().multi(List.of(write), result -> {
            if (result.code() == Code.OK) {
                pending.answer(atLeast);
            } else if (result.code() == Code.BADVERSION || result.code() == Code.NONODE) {
                pending.again();
            } else {
                failed(result.code(), path);
            }
        });
    }

    @Override
    public void refused(Throwable cause) {
        pending.fail(cause);
    }

    @Override
    public void failed(Code code, String path) {
        query.failed(code, path);
    }
}
