// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import io.baton.testkit.spi.ForwardingCandidacy;
import io.baton.testkit.spi.ForwardingCandidacyFacts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Backends that are wrong about who stands. */
final class BrokenQueues {

    private BrokenQueues() {}

    /** Does not see that its candidacy is gone, and takes leadership with it. */
    static final class Phantom extends BrokenProofs.LostEvents {

        Phantom(ElectionBackend backend) {
            super(backend);
        }

        @Override
        CandidacyFacts changed(CandidacyFacts facts) {
            return new PhantomFacts(facts, this);
        }

        @Override
        Candidacy changed(Candidacy candidacy, CandidacyFacts facts) {
            PhantomFacts phantom = (PhantomFacts) facts;
            return new AskingCandidacy(candidacy, phantom) {
                @Override
                public void takeLeadership(Bid bid) {
                    phantom.takesLeadership = true;
                    super.takeLeadership(bid);
                }

                @Override
                public void release() {
                    phantom.leaves = true;
                    super.release();
                }
            };
        }
    }

    private static final class PhantomFacts extends AskedFacts {

        private final ChangedBackend backend;
        private volatile @Nullable QueuePosition last;
        private volatile boolean takesLeadership;
        private volatile boolean leaves;

        PhantomFacts(CandidacyFacts facts, ChangedBackend backend) {
            super(facts);
            this.backend = backend;
        }

        @Override
        public void position(QueuePosition queuePosition) {
            last = queuePosition;
            super.position(queuePosition);
        }

        @Override
        public void gone() {
            QueuePosition before = last;
            if (before == null || leaves) {
                super.gone();
            } else if (takesLeadership) {
                super.tookLeadership(backend.now());
            } else {
                super.position(first(before));
            }
        }
    }

    private static QueuePosition first(QueuePosition told) {
        LeaderRecord leaderRecord = told.leaderRecord();
        LeaderRecord released = new LeaderRecord(
                leaderRecord.led(), leaderRecord.session(), leaderRecord.token(), true, leaderRecord.version());
        return new QueuePosition(told.orderValue(), Optional.empty(), told.floor(), released);
    }

    /** Tells every candidate when any leaves. */
    static final class Herd extends ChangedBackend {

        private final List<CandidacyFacts> all;

        Herd(ElectionBackend backend, List<CandidacyFacts> all) {
            super(backend);
            this.all = all;
        }

        @Override
        CandidacyFacts changed(CandidacyFacts facts) {
            all.add(facts);
            return new ForwardingCandidacyFacts(facts) {
                @Override
                public void gone() {
                    super.gone();
                    all.remove(facts);
                    all.forEach(CandidacyFacts::predecessorGone);
                }
            };
        }
    }

    /** Says that it has left the queue, and has not. */
    static final class LeakedCandidacy extends ChangedBackend {

        LeakedCandidacy(ElectionBackend backend) {
            super(backend);
        }

        @Override
        Candidacy changed(Candidacy candidacy, CandidacyFacts facts) {
            return new ForwardingCandidacy(candidacy) {
                @Override
                public void release() {
                    facts.gone();
                }
            };
        }
    }

    /** Never hears that its predecessor has left. */
    static final class DeafSuccessor extends ChangedBackend {

        DeafSuccessor(ElectionBackend backend) {
            super(backend);
        }

        @Override
        CandidacyFacts changed(CandidacyFacts facts) {
            return new ForwardingCandidacyFacts(facts) {
                @Override
                public void predecessorGone() {
                    // Lost.
                }

                @Override
                public void bidCarriedOut(Bid bid, long sentAt) {
                    // Lost as well.
                }
            };
        }
    }

    /** Writes names as they are, as far as the store lets it. */
    static final class CollidingNames extends ChangedBackend {

        CollidingNames(ElectionBackend backend) {
            super(backend);
        }

        @Override
        ElectionName changed(ElectionName election) {
            return new ElectionName(election.value().replace("%2F", "/"));
        }
    }
}
