// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An installation of Java. */
record Java(Path home) {

    private static final Pattern FEATURE = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    /** That of {@code -Dbaton.applications.java-home}, else that of this JVM. */
    static Java ofApplications() {
        return new Java(
                Path.of(System.getProperty("baton.applications.java-home", System.getProperty("java.home", ""))));
    }

    Path command() {
        return home.resolve(Path.of("bin", "java"));
    }

    /** As in 17. */
    int feature() {
        try {
            Matcher release = FEATURE.matcher(Files.readString(home.resolve("release")));
            if (!release.find()) {
                throw new AssertionError(home + " does not say its version");
            }
            return Integer.parseInt(release.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
