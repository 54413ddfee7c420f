// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import io.baton.spi.CandidacyFacts;
import io.baton.spi.support.PendingAnswer;
import io.baton.zookeeper.internal.client.AsyncZooKeeper;
import io.baton.zookeeper.internal.client.ZooKeeperErrors;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionLink;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;

/**
 * One request of a candidacy, with the connection that it is sent over and its answer, which is given once. For the strand
 * only.
 */
final class CandidacyRequest {

    private final SessionLink session;
    private final SessionContext context;
    private final PendingAnswer answer;

    CandidacyRequest(SessionLink session, SessionContext context, PendingAnswer answer) {
        this.session = session;
        this.context = context;
        this.answer = answer;
    }

    SessionContext context() {
        return context;
    }

    AsyncZooKeeper zooKeeper() {
        return context.zooKeeper();
    }

    /** Whether a caller still waits. What is sent for a request that was given up could be carried out behind its back. */
    boolean isOpen() {
        return answer.isOpen();
    }

    void give(Consumer<CandidacyFacts> fact) {
        answer.give(fact);
    }

    void refused(Throwable cause) {
        answer.give(to -> to.refused(cause));
    }

    void unknown(Throwable cause) {
        answer.give(to -> to.unknown(cause));
    }

    /** Answers with an error of the store. */
    void failed(Code code, String path) {
        session.check(code);
        Exception cause = ZooKeeperErrors.of(code, path);
        if (ZooKeeperErrors.isRefusal(code)) {
            refused(cause);
        } else {
            unknown(cause);
        }
    }
}
