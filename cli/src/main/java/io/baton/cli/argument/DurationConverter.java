// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.argument;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as in the keys {@code baton.*}: {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h} or {@code PT10S}. */
public final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");

    @Override
    public Duration convert(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = SHORT.matcher(lower);
        Duration duration = matcher.matches() ? of(matcher) : parse(text, lower);
        if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(50 * 365)) > 0) {
            throw new TypeConversionException("'" + text + "' is not between 1ms and fifty years");
        }
        return duration;
    }

    /** The duration that a text names, if it names one. */
    public static Optional<Duration> duration(String text) {
        try {
            return Optional.of(new DurationConverter().convert(text));
        } catch (TypeConversionException none) {
            return Optional.empty();
        }
    }

    private static Duration of(Matcher matcher) {
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static Duration parse(String text, String lower) {
        try {
            return Duration.parse(lower);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is not a duration; write for example 500ms, 10s or 2m");
        }
    }
}
