// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The programs of etcd that tests run. They come from the image that is named by {@code baton.etcd.image}, else from
 * the {@code PATH}, else, on Debian and its like, from the distribution's package. Thread-safe.
 */
public final class EtcdBinary {

    public static final EtcdBinary ETCD = new EtcdBinary("etcd", "etcd-server", "--version");
    public static final EtcdBinary ETCDCTL = new EtcdBinary("etcdctl", "etcd-client", "version");

    private static final Pattern VERSION = Pattern.compile("(?i)version: (\\S+)");

    private final String program;
    private final String debianPackage;
    private final String askForVersion;
    private final FutureTask<Path> search = new FutureTask<>(this::find);

    private EtcdBinary(String program, String debianPackage, String askForVersion) {
        this.program = program;
        this.debianPackage = debianPackage;
        this.askForVersion = askForVersion;
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
        EtcdImage.named().ifPresent(image -> tried.add("the image " + image.name()));
        try {
            Path found = EtcdImage.named().map(image -> image.program(program)).orElseGet(() -> findInSystem(tried));
            version(found);
            return found;
        } catch (RuntimeException failed) {
            throw new IllegalStateException(
                    "The tests need etcd 3.4 or later. Install it so that etcd and etcdctl are on the PATH (Debian,"
                            + " Ubuntu: apt-get install etcd-server etcd-client; macOS: brew install etcd), or name an"
                            + " image with -Dbaton.etcd.image=... No " + program + " in " + tried + ": "
                            + failed.getMessage(),
                    failed);
        }
    }

    private Path findInSystem(List<String> tried) {
        tried.add("the PATH");
        List<Path> onPath = Command.onPath(program);
        if (!onPath.isEmpty()) {
            return onPath.get(0);
        }
        if (!DebianPackage.canBeFetched()) {
            throw new IllegalStateException("this system has no apt-get to fetch it with");
        }
        tried.add("the package " + debianPackage);
        return DebianPackage.unpacked(debianPackage).resolve(Path.of("usr", "bin", program));
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
}
