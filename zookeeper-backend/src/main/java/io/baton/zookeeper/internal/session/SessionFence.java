// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import io.baton.spi.SessionFacts;
import io.baton.spi.support.ProofRequest;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.client.TransactionAnswer;
import io.baton.zookeeper.internal.client.ZooKeeperErrors;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** The fence of the own session, and the proofs that rest on it. */
public final class SessionFence {

    private static final byte[] NOTHING = {};

    private final SessionContext context;
    private final SessionLink session;
    private final SessionFacts facts;
    private int version;
    private Optional<Proven> proven = Optional.empty();

    SessionFence(SessionContext context, SessionLink session, SessionFacts facts, int version) {
        this.context = context;
        this.session = session;
        this.facts = facts;
        this.version = version;
    }

    public int version() {
        return version;
    }

    /** Fails when the fence has been written since it was last read. */
    public Op check() {
        return Op.check(context.ownFence(), version);
    }

    /** Shows those who watch this session that it is alive. */
    public Op heartbeat() {
        return Op.setData(context.ownHeartbeat(), NOTHING, -1);
    }

    /**
     * An operation that rested on the fence and wrote the heartbeat has succeeded: a proof.
     *
     * @param rested the version that it rested on
     * @param sentAt the clock's reading from before it was sent
     */
    public void proven(int rested, long sentAt) {
        proven = Optional.of(new Proven(rested, sentAt));
    }

    /** When the last proof was sent, if it rested on the given version and the fence is not known to have another one. */
    public OptionalLong provenOn(int rested) {
        return rested == version && proven.isPresent() && proven.get().rested() == rested
                ? OptionalLong.of(proven.get().sentAt())
                : OptionalLong.empty();
    }

    public void prove() {
        Proof proof = new Proof();
        context.zooKeeper().multi(List.of(check(), heartbeat()), proof::answered);
    }

    /**
     * Reads the fence anew after an operation that rested on an older version was refused; tells the session that it has
     * moved, unless another session has done so.
     *
     * @param used the version that the operation rested on
     * @param moved runs when a newer one is known
     */
    public void moved(int used, Runnable moved, Consumer<Code> failed) {
        read(new Reading(used, () -> true, moved, failed));
    }

    private void read(Reading reading) {
        if (version > reading.used()) {
            reading.moved().run();
        } else {
            context.zooKeeper().read(context.ownFence(), read -> adopt(read, reading));
        }
    }

    private void adopt(Read read, Reading reading) {
        if (session.isOver() || !reading.waiting().stillIs()) {
            return;
        }
        if (read.code() == Code.NONODE) {
            session.lost("its fence node was deleted");
        } else if (read.code() != Code.OK) {
            reading.failed().accept(read.code());
        } else if (read.requireStat().getVersion() <= reading.used()) {
            read(reading);
        } else {
            version = read.requireStat().getVersion();
            facts.fenced();
            reading.moved().run();
        }
    }

    /**
     * What the fence is read for.
     *
     * @param used the version that has become too old
     */
    private record Reading(int used, Waiting waiting, Runnable moved, Consumer<Code> failed) {}

    /** Whether the asker still waits for the answer; a newer fence is not adopted behind the back of an asker that gave up. */
    @FunctionalInterface
    private interface Waiting {
        boolean stillIs();
    }

    /** The last proof that has succeeded. */
    private record Proven(int rested, long sentAt) {}

    /** One proof under way. */
    private final class Proof {

        private final int used = version;
        private final long sentAt = context.request().clock().nanos();
        private final ProofRequest request =
                new ProofRequest(facts, context.strand(), context.request(), session::isOver);

        void answered(TransactionAnswer result) {
            if (result.code() == Code.OK) {
                proven(used, sentAt);
                request.proven();
            } else if (!result.failedAt(0, Code.BADVERSION)) {
                failed(result.code());
            } else if (version > used) {
                request.fenced();
            } else {
                read(new Reading(used, request::isOpen, request::drop, this::failed));
            }
        }

        private void failed(Code code) {
            if (code == Code.NONODE) {
                session.lost("its fence or heartbeat node was deleted");
            } else {
                session.check(code);
                request.unproven(ZooKeeperErrors.of(code, context.ownFence()));
            }
        }
    }
}
