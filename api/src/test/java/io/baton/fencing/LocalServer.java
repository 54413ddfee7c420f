// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A server that belongs to one test class: a process with a directory and a port on loopback, both gone after
 * {@link #close()}. A test of root runs it as an unprivileged user, since database servers refuse to run as root.
 */
final class LocalServer implements AutoCloseable {

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final List<String> UNPRIVILEGED =
            List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");
    private static final List<String> DIRECTORIES_OF_SERVERS = List.of("/usr/local/sbin", "/usr/sbin", "/usr/libexec");

    private final Path directory;
    private final int port = freePort();
    private @Nullable Process process;

    LocalServer() {
        try {
            directory = Files.createTempDirectory("baton-fence");
            if (ROOT) {
                Files.setOwner(
                        directory,
                        directory
                                .getFileSystem()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByName("nobody"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of a program that is installed; without it the tests of the class are skipped and say why. */
    static String program(String name, String debianPackage) {
        Stream<String> onPath =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return Stream.concat(onPath, DIRECTORIES_OF_SERVERS.stream())
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseGet(() -> Assumptions.abort("not run, since '" + name
                        + "' is not installed; Debian and Ubuntu have it in the package '" + debianPackage + "'"));
    }

    int port() {
        return port;
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** A file that the server can read. */
    Path write(String name, String content) throws IOException {
        Path file = Files.writeString(file(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** Runs a command to its end. */
    void run(String... command) throws IOException, InterruptedException {
        Process running = begin(command);
        if (running.waitFor() != 0) {
            throw new IllegalStateException(command[0] + " failed: " + Files.readString(file("log")));
        }
    }

    /** Starts the server; returns when the probe no longer fails. */
    void start(Callable<?> probe, String... command) throws IOException {
        Process server = begin(command);
        process = server;
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
        await().atMost(100, SECONDS)
                .ignoreExceptions()
                .failFast(() -> {
                    if (!server.isAlive()) {
                        throw new IllegalStateException(command[0] + " ended: " + Files.readString(file("log")));
                    }
                })
                .until(() -> probe.call() != null);
    }

    private Process begin(String... command) throws IOException {
        List<String> words = new ArrayList<>(ROOT ? UNPRIVILEGED : List.of());
        words.addAll(List.of(command));
        File log = file("log").toFile();
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        // A server of MariaDB that starts removes what others have in a directory for temporary files that they share.
        builder.environment().put("TMPDIR", directory.toString());
        return builder.start();
    }

    @Override
    public void close() {
        try {
            if (process != null) {
                process.destroyForcibly().waitFor();
            }
            List<Path> deepestLast;
            try (Stream<Path> files = Files.walk(directory)) {
                deepestLast = files.toList();
            }
            for (int last = deepestLast.size() - 1; last >= 0; last--) {
                Files.delete(deepestLast.get(last));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
