// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** A value that does not fit, or one that is missing. */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private static final Pattern KEY = Pattern.compile("baton(?:\\.[a-z0-9][a-z0-9-]*)+");

    private final String origins;

    private InvalidValueException(IllegalArgumentException cause, String origins) {
        super(cause.getMessage(), cause);
        this.origins = origins;
    }

    /** The same error with the places where the keys that its message names are set. */
    public static InvalidValueException of(IllegalArgumentException cause, Environment environment) {
        return new InvalidValueException(
                cause,
                KEY.matcher(String.valueOf(cause.getMessage()))
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .map(key -> PropertyOrigin.of(environment, ConfigurationPropertyName.adapt(key, '.'))
                                .map(origin -> String.format("%n%n    Property: %s%n    Origin: %s", key, origin))
                                .orElse(""))
                        .collect(Collectors.joining()));
    }

    /** The places of the keys that are set, in the order of the message, as lines of text; empty if none is. */
    public String origins() {
        return origins;
    }
}
