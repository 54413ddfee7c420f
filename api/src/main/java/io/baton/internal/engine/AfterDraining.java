// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

/** What follows when the work has ended and the place is released. */
public enum AfterDraining {
    /** Enter again at once. */
    ENTER,
    /** Enter again after the resign back-off. */
    ENTER_AFTER_BACKOFF,
    /** Enter again when the cause of a refusal may have been mended. */
    ENTER_AFTER_REFUSAL,
    /** Leave for good. */
    CLOSE;

    /** What follows a release that the store has refused: the entry after a refusal has waited with the release. */
    public AfterDraining afterRefusedRelease() {
        return this == ENTER_AFTER_REFUSAL ? ENTER : this;
    }
}
