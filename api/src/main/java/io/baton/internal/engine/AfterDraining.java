// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

/** What follows when the work has ended and the place is released. */
enum AfterDraining {
    /** Stand again at once. */
    ENTER,
    /** Stand again after the resign back-off. */
    ENTER_AFTER_BACKOFF,
    /** Stand again when the cause of a refusal may have been mended. */
    ENTER_AFTER_REFUSAL,
    /** Leave for good. */
    CLOSE;

    /** There is neither work nor a candidacy any more. */
    Step follow(StepContext at) {
        return switch (this) {
            case ENTER -> new Idle(at.now()).tick(at);
            case ENTER_AFTER_BACKOFF -> Step.to(new Idle(at.now() + at.timing().resignBackoff()));
            case ENTER_AFTER_REFUSAL -> Step.to(new Idle(at.now() + at.timing().refusalDelay()));
            case CLOSE -> Step.to(new Closed(), new ElectorEffect.Finish());
        };
    }

    /** What follows a release that the store has refused: the entry after a refusal has waited with the release. */
    AfterDraining afterRefusedRelease() {
        return this == ENTER_AFTER_REFUSAL ? ENTER : this;
    }
}
