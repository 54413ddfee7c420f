// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.query;

import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.support.FloorRaise;
import io.baton.zookeeper.internal.client.AsyncZooKeeper;
import io.baton.zookeeper.internal.session.ElectionRecords;
import java.util.List;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** The requests that read and replace the floor record of one election. */
final class FloorTxns implements FloorRaise.Store {

    private final ElectionQuery<Long> query;

    FloorTxns(ElectionQuery<Long> query) {
        this.query = query;
    }

    @Override
    public void read(Consumer<FloorRecord> then) {
        ElectionRecords records = new ElectionRecords(
                query.context(), query.election(), query.session().validityNanos(), new FloorReader(then));
        query.zooKeeper().multi(query.context().barrier(), AsyncZooKeeper::ignore);
        ElectionRecords.read(query.context(), query.election(), records::settle);
    }

    @Override
    public void write(FloorRecord old, byte[] raised, Consumer<Boolean> then) {
        String path = query.context().paths().floor(query.election());
        Op write = Op.setData(path, raised, Math.toIntExact(old.version()));
        query.zooKeeper().multi(List.of(write), result -> {
            if (result.code() == Code.OK) {
                then.accept(true);
            } else if (result.code() == Code.BADVERSION || result.code() == Code.NONODE) {
                then.accept(false);
            } else {
                query.failed(result.code(), path);
            }
        });
    }

    private final class FloorReader implements ElectionRecords.Reader {

        private final Consumer<FloorRecord> then;

        FloorReader(Consumer<FloorRecord> then) {
            this.then = then;
        }

        @Override
        public void read(FloorRecord floor, LeaderRecord leader) {
            then.accept(floor);
        }

        @Override
        public void refused(Throwable cause) {
            query.pending().fail(cause);
        }

        @Override
        public void failed(Code code, String path) {
            query.failed(code, path);
        }
    }
}
