// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.RecordCodec;
import io.baton.spi.support.PendingQuery;
import java.util.List;
import java.util.OptionalLong;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** Raises the floor of an election by compare-and-set, as often as it takes. */
final class FloorRaise implements Records.Reader {

    private final OpenSession session;
    private final SessionContext sessionContext;
    private final ElectionName election;
    private final long atLeast;
    private final PendingQuery<Long> pendingQuery;

    FloorRaise(
            OpenSession session,
            SessionContext sessionContext,
            ElectionName election,
            long atLeast,
            PendingQuery<Long> pendingQuery) {
        this.session = session;
        this.sessionContext = sessionContext;
        this.election = election;
        this.atLeast = atLeast;
        this.pendingQuery = pendingQuery;
    }

    void begin(long validityNanos) {
        sessionContext.wire().multi(sessionContext.barrier(), barrier -> {});
        Records.read(
                sessionContext,
                election,
                pair -> new Records(sessionContext, election, validityNanos, this).settle(pair));
    }

    @Override
    public void read(FloorRecord floor, LeaderRecord office) {
        if (floor.floor() >= atLeast) {
            pendingQuery.answer(floor.floor());
            return;
        }
        if (!pendingQuery.isOpen()) {
            return;
        }
        String path = sessionContext.paths().floor(election);
        byte[] raised = RecordCodec.floor(atLeast, OptionalLong.empty(), floor.validityNanos());
        Op write = Op.setData(path, raised, Math.toIntExact(floor.version()));
        sessionContext.wire().multi(List.of(write), result -> {
            if (result.code() == Code.OK) {
                pendingQuery.answer(atLeast);
            } else if (result.code() == Code.BADVERSION || result.code() == Code.NONODE) {
                pendingQuery.again();
            } else {
                failed(result.code(), path);
            }
        });
    }

    @Override
    public void refused(Throwable cause) {
        pendingQuery.fail(cause);
    }

    @Override
    public void failed(Code code, String path) {
        session.queries().failed(pendingQuery, code, path);
    }
}
