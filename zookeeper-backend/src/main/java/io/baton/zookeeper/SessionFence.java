// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.SessionFacts;
import io.baton.spi.support.Strand;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** The fence of the own session, and the proofs that rest on it. */
final class SessionFence {

    private static final byte[] NOTHING = {};

    private final SessionContext sessionContext;
    private final OpenSession session;
    private final SessionFacts facts;
    private int version;

    SessionFence(SessionContext sessionContext, OpenSession session, SessionFacts facts, int version) {
        this.sessionContext = sessionContext;
        this.session = session;
        this.facts = facts;
        this.version = version;
    }

    int version() {
        return version;
    }

    /** Fails when the fence has been written since it was last read. */
    Op check() {
        return Op.check(sessionContext.ownFence(), version);
    }

    /** Shows those who watch this session that it is alive. */
    Op sign() {
        return Op.setData(sessionContext.ownSign(), NOTHING, -1);
    }

    void prove() {
        Proof proof = new Proof(version);
        long sentAt = sessionContext.request().clock().nanos();
        sessionContext.wire().multi(List.of(check(), sign()), result -> {
            if (result.code() == Code.OK) {
                proof.give(to -> to.proven(sentAt));
            } else if (result.failedAt(0, Code.BADVERSION)) {
                proof.refused();
            } else {
                proof.failed(result.code());
            }
        });
    }

    /**
     * Reads the fence anew after an operation that rested on an older version was refused; tells the session that it has
     * moved, unless another session has done so.
     *
     * @param used the version that the operation rested on
     * @param moved runs when a newer one is known
     */
    void moved(int used, Runnable moved, Consumer<Code> failed) {
        read(used, () -> true, moved, failed);
    }

    private void read(int used, Waiting waiting, Runnable moved, Consumer<Code> failed) {
        if (version > used) {
            moved.run();
            return;
        }
        sessionContext.wire().read(sessionContext.ownFence(), read -> {
            if (session.isOver() || !waiting.stillIs()) {
                return;
            }
            if (read.code() == Code.NONODE) {
                session.lost("its fence node was deleted");
            } else if (read.code() != Code.OK) {
                failed.accept(read.code());
            } else if (read.requireStat().getVersion() <= used) {
                read(used, waiting, moved, failed);
            } else {
                version = read.requireStat().getVersion();
                facts.fenced();
                moved.run();
            }
        });
    }

    /** Whether the asker still waits for the answer; a newer fence is not adopted behind the back of an asker that gave up. */
    @FunctionalInterface
    private interface Waiting {
        boolean stillIs();
    }

    /** One proof under way. */
    private final class Proof {

        private final int used;
        private final Strand.Timer timer;
        private boolean open = true;

        Proof(int used) {
            this.used = used;
            timer = sessionContext
                    .strand()
                    .later(
                            sessionContext.request().requestTimeout(),
                            () -> give(to -> to.unproven(new TimeoutException("no answer within "
                                    + sessionContext.request().requestTimeout()))));
        }

        void refused() {
            if (version > used) {
                give(SessionFacts::fenced);
            } else {
                read(used, () -> open, () -> give(told -> {}), this::failed);
            }
        }

        void failed(Code code) {
            if (code == Code.NONODE) {
                session.lost("its fence or sign node was deleted");
            } else {
                session.check(code);
                give(to -> to.unproven(ZooKeeperErrors.of(code, sessionContext.ownFence())));
            }
        }

        void give(Consumer<SessionFacts> fact) {
            if (open && !session.isOver()) {
                fact.accept(facts);
            }
            open = false;
            timer.cancel();
        }
    }
}
