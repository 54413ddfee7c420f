// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.internal.engine.RequestTimer;
import io.baton.internal.engine.StepContext;

/**
 * A candidacy that leads is to be found again because our session's fence was written.
 *
 * @param request the confirming read
 * @param again whether the fence was written once more since that was sent, so that its answer does not count
 */
record CandidacyCheck(RequestTimer request, boolean again) {

    static CandidacyCheck asked(StepContext at) {
        return new CandidacyCheck(at.requestOrdered(), false);
    }

    CandidacyCheck sent(StepContext at) {
        return request.underWay() ? new CandidacyCheck(at.requestSent(), again) : this;
    }

    CandidacyCheck unknown(StepContext at) {
        return new CandidacyCheck(at.requestAgain(), again);
    }

    CandidacyCheck fencedAgain() {
        return new CandidacyCheck(request, true);
    }
}
