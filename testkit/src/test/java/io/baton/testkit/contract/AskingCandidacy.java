// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.FloorRecord;
import io.baton.testkit.spi.ForwardingCandidacy;

/** Notes that something was asked. */
class AskingCandidacy extends ForwardingCandidacy {

    private final AskedFacts facts;

    AskingCandidacy(Candidacy candidacy, AskedFacts facts) {
        super(candidacy);
        this.facts = facts;
    }

    @Override
    public void look() {
        facts.asked();
        super.look();
    }

    @Override
    public void raiseValidity(FloorRecord read, long validityNanos) {
        facts.asked();
        super.raiseValidity(read, validityNanos);
    }

    @Override
    public void takeLeadership(Bid bid) {
        facts.asked();
        super.takeLeadership(bid);
    }

    @Override
    public void fence(String session) {
        facts.asked();
        super.fence(session);
    }

    @Override
    public void confirm() {
        facts.asked();
        super.confirm();
    }

    @Override
    public void release() {
        facts.asked();
        super.release();
    }
}
