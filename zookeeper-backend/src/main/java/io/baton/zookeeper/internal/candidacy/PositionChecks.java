// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.spi.support.CheckCollector;
import io.baton.zookeeper.internal.client.TransactionAnswer;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/**
 * Makes sure for many waiting candidacies at a time that no event was lost: one request reads which of their nodes, and of those before
 * them, are still there.
 */
public final class PositionChecks {

    private static final int MOST_TOGETHER = 100;

    /** A packet that is too long would end the connection, and with it the session's proofs. */
    private static final int PARTS_OF_A_PACKET = 4;

    private static final int BYTES_OF_A_READ = 20;

    private final SessionLink link;
    private final CheckCollector<PredecessorTracker> collector;

    public PositionChecks(SessionLink link) {
        this.link = link;
        collector = new CheckCollector<>(link.strand(), link.request().leaseDuration(), MOST_TOGETHER, this::send);
    }

    /**
     * What stood when the candidacy was told its position.
     *
     * @param paths its own node, and those before it that the position rests on
     */
    record Expected(PredecessorTracker candidacy, List<String> paths) {

        Expected {
            paths = List.copyOf(paths);
        }

        private int bytes() {
            return paths.stream()
                    .mapToInt(path -> path.getBytes(UTF_8).length + BYTES_OF_A_READ)
                    .sum();
        }
    }

    /** Asks for a check. From any thread. */
    void add(PredecessorTracker candidacy) {
        link.strand().run(() -> collector.add(candidacy));
    }

    private void send(List<PredecessorTracker> candidacies) {
        Optional<SessionContext> context = link.connected();
        if (context.isEmpty() || link.isOver()) {
            // The watches are set anew after the reconnect.
            return;
        }
        int room = context.get().zooKeeper().longestPacket() / PARTS_OF_A_PACKET;
        List<Expected> together = new ArrayList<>();
        int bytes = 0;
        for (PredecessorTracker each : candidacies) {
            Optional<Expected> expected = each.expected(context.get());
            if (expected.isEmpty()) {
                continue;
            }
            int more = expected.get().bytes();
            if (bytes + more > room) {
                sendTogether(context.get(), together);
                together = new ArrayList<>();
                bytes = 0;
            }
            bytes += more;
            together.add(expected.get());
        }
        sendTogether(context.get(), together);
    }

    private void sendTogether(SessionContext context, List<Expected> checks) {
        if (checks.isEmpty()) {
            return;
        }
        List<Op> reads = new ArrayList<>();
        // No candidate's node has children, while its data may be long.
        checks.forEach(check -> check.paths().forEach(path -> reads.add(Op.getChildren(path))));
        context.zooKeeper().multi(reads, answer -> judge(checks, answer));
    }

    private void judge(List<Expected> checks, TransactionAnswer answer) {
        if (link.isOver()) {
            return;
        }
        if (answer.results().isEmpty()) {
            link.check(answer.code());
            // One that looks for itself has the session learn that its server does not answer.
            checks.get(0).candidacy().positionChanged();
            return;
        }
        int read = 0;
        for (Expected check : checks) {
            boolean same = true;
            for (int i = 0; i < check.paths().size(); i++) {
                same &= !answer.hasFailed(read, Code.NONODE);
                read++;
            }
            if (!same) {
                check.candidacy().positionChanged();
            }
        }
    }
}
