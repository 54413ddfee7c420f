// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.spi.CandidacyFacts;
import io.baton.spi.Standing;

/** Passes on what a backend reports of a candidacy. */
class ForwardingFacts implements CandidacyFacts {

    private final CandidacyFacts engine;

    ForwardingFacts(CandidacyFacts engine) {
        this.engine = engine;
    }

    @Override
    public void standing(Standing standing) {
        engine.standing(standing);
    }

    @Override
    public void predecessorGone() {
        engine.predecessorGone();
    }

    @Override
    public void gone() {
        engine.gone();
    }

    @Override
    public void inOffice(long sentAt) {
        engine.inOffice(sentAt);
    }

    @Override
    public void notInOffice() {
        engine.notInOffice();
    }

    @Override
    public void proofsEnded(String session) {
        engine.proofsEnded(session);
    }

    @Override
    public void confirmed() {
        engine.confirmed();
    }

    @Override
    public void unknown(Throwable cause) {
        engine.unknown(cause);
    }

    @Override
    public void refused(Throwable cause) {
        engine.refused(cause);
    }
}
