// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.spi;

import io.baton.spi.Bid;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.QueuePosition;

/** The same facts, to be changed in one respect. As thread-safe as what it forwards to. */
public class ForwardingCandidacyFacts implements CandidacyFacts {

    private final CandidacyFacts facts;

    public ForwardingCandidacyFacts(CandidacyFacts facts) {
        this.facts = facts;
    }

    @Override
    public void position(QueuePosition queuePosition) {
        facts.position(queuePosition);
    }

    @Override
    public void predecessorGone() {
        facts.predecessorGone();
    }

    @Override
    public void positionChanged() {
        facts.positionChanged();
    }

    @Override
    public void gone() {
        facts.gone();
    }

    @Override
    public void bidStands(long sentAt) {
        facts.bidStands(sentAt);
    }

    @Override
    public void bidCarriedOut(Bid bid, long sentAt) {
        facts.bidCarriedOut(bid, sentAt);
    }

    @Override
    public void tookLeadership(long sentAt) {
        facts.tookLeadership(sentAt);
    }

    @Override
    public void leadershipNotTaken() {
        facts.leadershipNotTaken();
    }

    @Override
    public void proofsEnded(String session) {
        facts.proofsEnded(session);
    }

    @Override
    public void confirmed() {
        facts.confirmed();
    }

    @Override
    public void unknown(Throwable cause) {
        facts.unknown(cause);
    }

    @Override
    public void refused(Throwable cause) {
        facts.refused(cause);
    }
}
