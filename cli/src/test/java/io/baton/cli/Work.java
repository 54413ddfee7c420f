// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script whose parts write what they do to a file: itself, a child, and a grandchild whose parent has ended.
 *
 * @param file with lines such as {@code beat self TOKEN PID NANOSECONDS}
 */
record Work(Path file, Path script) {

    private static final String TEXT = """
            file=%s
            say() { echo "$1 $2 $BATON_TOKEN $3 $(date +%%s%%N)" >>"$file"; }
            beats() { me=$(exec sh -c 'echo $PPID'); while :; do say beat "$1" "$me"; sleep 0.1; done; }
            trap '%s' TERM
            ( beats child ) &
            ( ( beats orphan ) & )
            say start self $$
            beats self
            """;

    private static final Pattern WHOLE = Pattern.compile("\\w+ \\w+ \\d+ \\d+ \\d+");

    /** What a part has said once. */
    record Line(String what, String part, long token, long pid, long nanos) {}

    /** Its main part ends with a code when it is asked to. */
    static Work obedient(Path directory) throws IOException {
        return of(directory, "say term self $$; exit 5");
    }

    /** It hears of the end and goes on, and its other parts do not even hear of it. */
    static Work stubborn(Path directory) throws IOException {
        return of(directory, "say term self $$");
    }

    private static Work of(Path directory, String onTerm) throws IOException {
        Path file = Files.createFile(directory.resolve("work.log"));
        Path script = directory.resolve("work.sh");
        Files.writeString(script, TEXT.formatted(file, onTerm));
        return new Work(file, script);
    }

    List<Line> lines() throws IOException {
        String text = Files.readString(file);
        // The last line may be half written, and a line has no time if a signal has ended the program that tells it.
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> WHOLE.matcher(line).matches())
                .map(line -> line.split(" ", -1))
                .map(word -> new Line(
                        word[0], word[1], Long.parseLong(word[2]), Long.parseLong(word[3]), Long.parseLong(word[4])))
                .toList();
    }

    Stream<Line> lines(String what) throws IOException {
        return lines().stream().filter(line -> line.what().equals(what));
    }

    boolean isComplete(long token) throws IOException {
        return lines("beat")
                        .filter(line -> line.token() == token)
                        .map(Line::part)
                        .distinct()
                        .count()
                == 3;
    }

    /** Whether all parts of one command are gone. */
    boolean isGone(long token) throws IOException {
        return lines().stream()
                .filter(line -> line.token() == token)
                .map(Line::pid)
                .distinct()
                .allMatch(Program::isGone);
    }

    boolean isGone() throws IOException {
        return lines().stream().map(Line::pid).distinct().allMatch(Program::isGone);
    }
}
