// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.chaos.ChaosRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The wall clock as processes see it that are started {@link #through} it: libfaketime steps it, and leaves the monotonic
 * clock as it is. Where the library is not installed it is fetched from Debian's packages. To be used by one thread.
 */
public final class WallClock {

    private static final List<Path> LIBRARIES = List.of(Path.of("/usr/lib"), Path.of("/usr/local/lib"));
    private static final String LIBRARY = "libfaketimeMT.so.1";
    private static final long BOUND_SECONDS = 120;
    private static final List<String> STEPS = List.of("+3600", "-3600", "+40", "-40");

    private final Path library;
    private final Path offset;
    private final Random random = new Random(ChaosRun.SEED);

    private WallClock(Path library, Path directory) {
        this.library = library;
        offset = directory.resolve("offset");
        set("+0");
    }

    /** None, if the library is not here and cannot be had. */
    public static Optional<WallClock> in(Path directory) {
        return LIBRARIES.stream()
                .flatMap(WallClock::find)
                .findFirst()
                .or(() -> fetched(directory))
                .map(library -> new WallClock(library, directory));
    }

    /** A command that runs another one. */
    public List<String> through() {
        return List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + offset,
                "FAKETIME_CACHE_DURATION=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "DONT_FAKE_MONOTONIC=1",
                // Otherwise waits with a bound return at once, in the JVM as elsewhere.
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
    }

    /** A step of an hour or of seconds, ahead or back. */
    public ChaosFault fault() {
        return ChaosFault.of("wall clock stepped", () -> set(STEPS.get(random.nextInt(STEPS.size()))), () -> set("+0"));
    }

    private void set(String seconds) {
        try {
            FileFaults.replace(offset, (seconds + "\n").getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> find(Path root) {
        try (Stream<Path> files = Files.find(root, 4, (file, what) -> file.endsWith(LIBRARY))) {
            return files.toList().stream();
        } catch (IOException | UncheckedIOException notHere) {
            return Stream.empty();
        }
    }

    private static Optional<Path> fetched(Path directory) {
        String script = "apt-get -q -o APT::Sandbox::User=root download libfaketime && dpkg-deb -x libfaketime*.deb .";
        try {
            Path work = Files.createDirectories(directory.resolve("faketime"));
            Process process = new ProcessBuilder("sh", "-c", script)
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(work)) {
                return files.filter(file -> file.endsWith(LIBRARY)).findFirst();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
