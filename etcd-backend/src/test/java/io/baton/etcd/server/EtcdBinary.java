// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of etcd that tests run. It comes from the image that is named by a property, {@code baton.etcd.image} for the
 * system's release, else from the {@code PATH} if it has that release, else, on Debian and its like, from the distribution's
 * package. Thread-safe.
 */
public final class EtcdBinary {

    private static final Pattern VERSION = Pattern.compile("(?i)version: (\\S+)");

    private final String program;
    private final String debianPackage;
    private final String askForVersion;
    private final Source source;
    private final FutureTask<Path> search = new FutureTask<>(this::find);

    EtcdBinary(String program, String debianPackage, String askForVersion, Source source) {
        this.program = program;
        this.debianPackage = debianPackage;
        this.askForVersion = askForVersion;
        this.source = source;
    }

    /**
     * Where it is. The first call may take seconds, and fetch it.
     *
     * @throws AssertionError saying what to install, when there is none
     */
    public Path path() {
        search.run();
        try {
            return search.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while looking for " + program, interrupted);
        }
    }

    /** Ready to be started, deaf to the variables by which etcd can be configured. */
    public ProcessBuilder command(List<String> arguments) {
        return command(path(), arguments);
    }

    /** Runs it to its end, and returns all it has said. */
    public String run(String... arguments) {
        return Command.run(command(List.of(arguments))).outputOrThrow();
    }

    /** As in {@code 3.4.23}. */
    public String version() {
        return version(path());
    }

    /** Whether it has an option of this name; those that came later than etcd 3.4 are not everywhere. */
    public boolean knows(String option) {
        return run("--help").contains("--" + option + " ");
    }

    private Path find() {
        List<String> tried = new ArrayList<>();
        Optional<EtcdImage> image = EtcdImage.named(source.imageProperty());
        image.ifPresent(named -> tried.add("the image " + named.name()));
        try {
            Path found = image.map(named -> named.program(program)).orElseGet(() -> findInSystem(tried));
            String version = version(found);
            if (!source.isRight(version)) {
                throw new IllegalStateException(found + " is of etcd " + version);
            }
            return found;
        } catch (RuntimeException failed) {
            throw new IllegalStateException(
                    "The tests need etcd " + (source.version().isEmpty() ? "3.4 or later" : source.version())
                            + ". Install it so that etcd and etcdctl are on the PATH (Debian, Ubuntu: apt-get install"
                            + " etcd-server etcd-client; macOS: brew install etcd), or name an image with -D"
                            + source.imageProperty() + "=... No " + program + " in " + tried + ": "
                            + failed.getMessage(),
                    failed);
        }
    }

    private Path findInSystem(List<String> tried) {
        tried.add("the PATH");
        Optional<Path> onPath = Command.onPath(program).stream()
                .findFirst()
                .filter(found -> source.version().isEmpty() || source.isRight(version(found)));
        if (onPath.isPresent()) {
            return onPath.get();
        }
        if (!DebianPackage.canBeFetched()) {
            throw new IllegalStateException("this system has no apt-get to fetch it with");
        }
        DebianPackage unpacked = new DebianPackage(debianPackage, source.suite());
        tried.add("the package " + unpacked);
        return unpacked.unpacked().resolve(Path.of("usr", "bin", program));
    }

    private String version(Path path) {
        String said = Command.run(command(path, List.of(askForVersion))).outputOrThrow();
        Matcher version = VERSION.matcher(said);
        if (!version.find()) {
            throw new IllegalStateException(path + " does not say its version: " + said);
        }
        return version.group(1);
    }

    private static ProcessBuilder command(Path path, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(path.toString()));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("ETCD"));
        if (System.getProperty("os.arch").equals("aarch64")) {
            // etcd 3.4 has to be told that it may; later ones do not mind.
            environment.put("ETCD_UNSUPPORTED_ARCH", "arm64");
        }
        return builder;
    }

    /**
     * Which release, and where it is had from.
     *
     * @param version what its number begins with; empty for any
     * @param suite of Debian, if it is not that of the system; else empty
     * @param imageProperty names the image that it is taken from, if any
     */
    record Source(String version, String suite, String imageProperty) {

        boolean isRight(String found) {
            return version.isEmpty() || found.startsWith(version + ".");
        }
    }
}
