// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.Version;

/**
 * A release of ZooKeeper whose servers tests run. The client is always of one release, that of this JVM.
 *
 * @param version as in {@code 3.9.5}
 * @param classPath of a server
 */
public record ServerRelease(String version, String classPath) {

    private static final String VERSION = "zookeeper.earlier.version";
    private static final String DIRECTORY = "zookeeper.earlier.directory";
    private static final String SERVERS = "zookeeper.servers";

    /** That of the client. */
    public static ServerRelease current() {
        return new ServerRelease(Version.getVersion(), System.getProperty("java.class.path", ""));
    }

    /**
     * An earlier one, whose jars the build puts into a directory: {@code -Dzookeeper.earlier.version=…} says which.
     *
     * @throws IllegalStateException saying how to get the jars, when they are not there
     */
    public static ServerRelease earlier() {
        String version = System.getProperty(VERSION, "");
        Path directory = Path.of(System.getProperty(DIRECTORY, ""));
        if (version.isEmpty() || !Files.isRegularFile(directory.resolve("zookeeper-" + version + ".jar"))) {
            throw new IllegalStateException(
                    "no servers of an earlier ZooKeeper: -D" + VERSION + " is '" + version + "', -D"
                            + DIRECTORY + " is '" + directory + "' and holds no zookeeper-" + version
                            + ".jar. Maven sets both and"
                            + " copies the jars: ./mvnw -pl zookeeper-backend -am process-test-resources");
        }
        return new ServerRelease(version, directory + File.separator + "*");
    }

    /** The current one, unless {@code -Dzookeeper.servers=earlier} has all tests run on the other. */
    static ServerRelease configured() {
        String named = System.getProperty(SERVERS, "");
        return switch (named) {
            case "" -> current();
            case "earlier" -> earlier();
            default -> throw new IllegalArgumentException(SERVERS + " is 'earlier' or not set, not '" + named + "'");
        };
    }
}
