// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.spi.CandidacyFacts;
import io.baton.spi.QueuePosition;
import io.baton.testkit.spi.ForwardingCandidacyFacts;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hands on answers, and loses the unasked fact that the candidacy is gone. */
class AskedFacts extends ForwardingCandidacyFacts {

    /** The entry is a request too. */
    private final AtomicBoolean asked = new AtomicBoolean(true);

    AskedFacts(CandidacyFacts facts) {
        super(facts);
    }

    void asked() {
        asked.set(true);
    }

    @Override
    public void position(QueuePosition queuePosition) {
        asked.set(false);
        super.position(queuePosition);
    }

    @Override
    public void gone() {
        if (asked.getAndSet(false)) {
            super.gone();
        }
    }

    @Override
    public void tookLeadership(long sentAt) {
        asked.set(false);
        super.tookLeadership(sentAt);
    }

    @Override
    public void leadershipNotTaken() {
        asked.set(false);
        super.leadershipNotTaken();
    }

    @Override
    public void proofsEnded(String session) {
        asked.set(false);
        super.proofsEnded(session);
    }

    @Override
    public void confirmed() {
        asked.set(false);
        super.confirmed();
    }

    @Override
    public void unknown(Throwable cause) {
        asked.set(false);
        super.unknown(cause);
    }
}
