// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import io.baton.BatonException;
import io.baton.Leadership;

/** What a candidate that waits is told. */
sealed interface Turn {

    /** It leads. */
    record Elected(Leadership leadership) implements Turn {}

    /** The store refuses it. */
    record Refused(BatonException why) implements Turn {}

    /** It is to end. */
    record Ended() implements Turn {}

    /** It has waited for long enough. */
    record TimedOut() implements Turn {}
}
