// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.spi;

import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.FloorRecord;

/** The same candidacy, to be changed in one respect. As thread-safe as what it forwards to. */
public class ForwardingCandidacy implements Candidacy {

    private final Candidacy candidacy;

    public ForwardingCandidacy(Candidacy candidacy) {
        this.candidacy = candidacy;
    }

    @Override
    public void look() {
        candidacy.look();
    }

    @Override
    public void check() {
        candidacy.check();
    }

    @Override
    public void raiseValidity(FloorRecord read, long validityNanos) {
        candidacy.raiseValidity(read, validityNanos);
    }

    @Override
    public void takeLeadership(Bid bid) {
        candidacy.takeLeadership(bid);
    }

    @Override
    public void bidAhead(Bid bid) {
        candidacy.bidAhead(bid);
    }

    @Override
    public void fence(String session) {
        candidacy.fence(session);
    }

    @Override
    public void confirm() {
        candidacy.confirm();
    }

    @Override
    public void release() {
        candidacy.release();
    }
}
