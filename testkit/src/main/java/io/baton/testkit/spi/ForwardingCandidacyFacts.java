// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.spi;

import io.baton.spi.CandidacyFacts;
import io.baton.spi.Standing;

/** The same facts, to be changed in one respect. As thread-safe as what it forwards to. */
public class ForwardingCandidacyFacts implements CandidacyFacts {

    private final CandidacyFacts facts;

    public ForwardingCandidacyFacts(CandidacyFacts facts) {
        this.facts = facts;
    }

    @Override
    public void standing(Standing standing) {
        facts.standing(standing);
    }

    @Override
    public void predecessorGone() {
        facts.predecessorGone();
    }

    @Override
    public void gone() {
        facts.gone();
    }

    @Override
    public void inOffice(long sentAt) {
        facts.inOffice(sentAt);
    }

    @Override
    public void notInOffice() {
        facts.notInOffice();
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
