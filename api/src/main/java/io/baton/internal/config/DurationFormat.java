// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}, or ISO-8601 ({@code PT10S}). */
public final class DurationFormat {

    /** No process lives longer, and a clock's reading plus this does not overflow. */
    public static final Duration LONGEST = Duration.ofDays(50 * 365);

    private static final Pattern SHORT = Pattern.compile("(\\d{1,18})\\s*(ms|s|m|h)");
    private static final Duration LONGEST_IN_WORDS = Duration.ofDays(10_000);

    private DurationFormat() {}

    static Duration read(String key, String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = SHORT.matcher(trimmed);
        try {
            if (matcher.matches()) {
                long number = Long.parseLong(matcher.group(1));
                return switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                };
            }
            return Duration.parse(trimmed);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    key + " is '" + text + "', which is not a duration; write for example 500ms, 10s, 2m or PT10S", e);
        }
    }

    /** The nanoseconds from zero to {@link #LONGEST}: more counts as that, less as zero. */
    public static long boundedNanos(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(LONGEST) >= 0 ? LONGEST.toNanos() : duration.toNanos();
    }

    public static String write(Duration duration) {
        if (duration.abs().compareTo(LONGEST_IN_WORDS) > 0) {
            return duration.toString();
        }
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
