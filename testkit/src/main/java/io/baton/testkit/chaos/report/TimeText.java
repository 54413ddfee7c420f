// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.report;

import java.time.Duration;
import java.util.Locale;

/** Times and numbers as the page shows them, the same in every locale. */
final class TimeText {

    private static final double NANOS = 1e9;

    private TimeText() {}

    /** As in {@code 1.234 s}. */
    static String seconds(Duration time) {
        return plainSeconds(time) + " s";
    }

    /** As in {@code 1.234}. */
    static String plainSeconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / NANOS);
    }

    /** As in {@code 1:02:03}, or {@code 2:03} before the first hour. */
    static String clock(Duration time) {
        return time.toHours() == 0
                ? String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart())
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    /** As {@link #clock}, with milliseconds. */
    static String moment(Duration time) {
        return clock(time) + String.format(Locale.ROOT, ".%03d", time.toMillisPart());
    }

    /** As in {@code 1 fault} or {@code 7 faults}. */
    static String count(long number, String one) {
        return count(number, one, one + "s");
    }

    /** The same for words that have another plural. */
    static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** As in {@code 1,234,567}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
