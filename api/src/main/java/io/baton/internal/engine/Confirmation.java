// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

/**
 * A candidacy in office is to be found again because our session's fence was written.
 *
 * @param request the look for it
 * @param again whether the fence was written once more since that was sent, so that its answer does not count
 */
record Confirmation(Request request, boolean again) {

    static Confirmation asked(Moment at) {
        return new Confirmation(Request.sent(at), false);
    }

    Confirmation unknown(Moment at) {
        return new Confirmation(Request.again(at), again);
    }

    Confirmation fencedAgain() {
        return new Confirmation(request, true);
    }
}
