// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.FloorRecord;
import io.baton.testkit.fault.BackendFaults.Call;
import io.baton.testkit.spi.ForwardingCandidacy;
import java.util.function.Consumer;

/** A candidacy whose requests may throw before they are sent. */
final class FaultyCandidacy extends ForwardingCandidacy {

    private final Consumer<Call> faults;

    FaultyCandidacy(Candidacy candidacy, Consumer<Call> faults) {
        super(candidacy);
        this.faults = faults;
    }

    @Override
    public void look() {
        faults.accept(Call.LOOK);
        super.look();
    }

    @Override
    public void check() {
        faults.accept(Call.CHECK);
        super.check();
    }

    @Override
    public void raiseValidity(FloorRecord read, long validityNanos) {
        faults.accept(Call.RAISE_VALIDITY);
        super.raiseValidity(read, validityNanos);
    }

    @Override
    public void takeLeadership(Bid bid) {
        faults.accept(Call.TAKE_LEADERSHIP);
        super.takeLeadership(bid);
    }

    @Override
    public void bidAhead(Bid bid) {
        faults.accept(Call.BID_AHEAD);
        super.bidAhead(bid);
    }

    @Override
    public void fence(String session) {
        faults.accept(Call.FENCE);
        super.fence(session);
    }

    @Override
    public void confirm() {
        faults.accept(Call.CONFIRM);
        super.confirm();
    }

    @Override
    public void release() {
        faults.accept(Call.RELEASE);
        super.release();
    }
}
