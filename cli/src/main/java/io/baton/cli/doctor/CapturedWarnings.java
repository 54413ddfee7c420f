// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.doctor;

import io.baton.spi.support.AsyncLogger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What backends warn about, such as an old server or a connection without TLS: only their log tells. Takes the error output meanwhile. */
final class CapturedWarnings {

    private static final Pattern LINE = Pattern.compile(".* (?:WARN|ERROR) \\S+ - (.*)");
    private static final Duration WRITTEN = Duration.ofSeconds(1);

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

    CapturedWarnings() {
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
    }

    /** Each once. */
    Set<String> lines() {
        Set<String> lines = new TreeSet<>();
        for (String line : all()) {
            Matcher warning = LINE.matcher(line);
            if (warning.matches()) {
                lines.add(warning.group(1));
            }
        }
        return lines;
    }

    private List<String> all() {
        return captured.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Gives the error output back. */
    void end() throws InterruptedException {
        boolean unused = AsyncLogger.awaitWritten(WRITTEN);
        System.setErr(before);
    }
}
