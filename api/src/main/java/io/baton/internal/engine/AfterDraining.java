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
    CLOSE
}
