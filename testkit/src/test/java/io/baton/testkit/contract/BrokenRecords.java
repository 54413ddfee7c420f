// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionBackend;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import io.baton.testkit.spi.ForwardingCandidacyFacts;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Backends that read the two records of an election wrongly, or do not read them. */
final class BrokenRecords extends ChangedBackend {

    /** Who is shown a leadership that no candidate ever held. */
    enum Careless {
        SUCCESSORS,
        NEWCOMERS
    }

    private final UnaryOperator<CandidacyFacts> change;

    private BrokenRecords(ElectionBackend backend, UnaryOperator<CandidacyFacts> change) {
        super(backend);
        this.change = change;
    }

    @Override
    CandidacyFacts changed(CandidacyFacts facts) {
        return change.apply(facts);
    }

    /** Takes every end of a leader for a clean one. */
    static ElectionBackend everyEndIsClean(ElectionBackend backend) {
        return showing(backend, told -> with(told, leaderRecord(told, true)));
    }

    private static LeaderRecord leaderRecord(QueuePosition told, boolean released) {
        LeaderRecord leaderRecord = told.leaderRecord();
        return new LeaderRecord(
                leaderRecord.led(), leaderRecord.session(), leaderRecord.token(), released, leaderRecord.version());
    }

    /** Does not look at the leader record before it takes leadership. */
    static ElectionBackend noLookAtTheLeaderRecord(ElectionBackend backend, Careless who) {
        return new BrokenRecords(backend, facts -> new ForwardingCandidacyFacts(facts) {
            private boolean first = true;
            private boolean careless;

            @Override
            public void position(QueuePosition told) {
                careless = first ? told.predecessor().isPresent() == (who == Careless.SUCCESSORS) : careless;
                first = false;
                super.position(careless ? with(told, neverHeld(told)) : told);
            }
        });
    }

    private static LeaderRecord neverHeld(QueuePosition told) {
        return new LeaderRecord(0, "", 0, true, told.leaderRecord().version());
    }

    /** Numbers every candidacy like the first. */
    static ElectionBackend oneNumberForAll(ElectionBackend backend, AtomicLong number) {
        return showing(backend, told -> {
            number.compareAndSet(0, told.orderValue());
            return new QueuePosition(number.get(), told.predecessor(), told.floor(), neverHeld(told));
        });
    }

    /** Knows the floor record of long ago. */
    static ElectionBackend noFloor(ElectionBackend backend) {
        return showing(backend, told -> {
            FloorRecord floor = told.floor();
            FloorRecord old = new FloorRecord(0, 0, floor.validityNanos(), floor.version());
            return new QueuePosition(told.orderValue(), told.predecessor(), old, told.leaderRecord());
        });
    }

    private static QueuePosition with(QueuePosition told, LeaderRecord leaderRecord) {
        return new QueuePosition(told.orderValue(), told.predecessor(), told.floor(), leaderRecord);
    }

    private static ElectionBackend showing(ElectionBackend backend, UnaryOperator<QueuePosition> shown) {
        return new BrokenRecords(backend, facts -> new ForwardingCandidacyFacts(facts) {
            @Override
            public void position(QueuePosition told) {
                super.position(shown.apply(told));
            }
        });
    }
}
