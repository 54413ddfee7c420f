// SPDX-License-Identifier: Apache-2.0
package user;

import io.baton.Baton;
import io.baton.Leadership;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;

/** Leads in etcd, in ZooKeeper and in a Raft group of its own at the same time, and looks at the jars that make it possible. */
public final class Main {

    private static final Duration BOUND = Duration.ofSeconds(60);

    /** Annotations without code, of which Ratis has a copy of its own. */
    private static final String ANNOTATIONS = "org/jspecify/annotations/";

    public static void main(String[] arguments) throws Exception {
        look();
        Map<String, String> etcd = patient("etcd", "baton.etcd.endpoints", arguments[0]);
        Map<String, String> zooKeeper = patient("zookeeper", "baton.zookeeper.connect-string", arguments[1]);
        Map<String, String> raft = patient("raft", "baton.raft.data-dir", arguments[2]);
        try (Baton one = Baton.connect(etcd);
                Baton other = Baton.connect(zooKeeper);
                Baton third = Baton.connect(raft)) {
            Leadership inEtcd = leadership(one);
            Leadership inZooKeeper = leadership(other);
            Leadership inRaft = leadership(third);
            System.out.println("leads in all: " + (inEtcd.isHeld() && inZooKeeper.isHeld() && inRaft.isHeld()));
        }
    }

    private static Leadership leadership(Baton baton) throws InterruptedException {
        return baton.elector("user").start().awaitLeadership(BOUND).orElseThrow();
    }

    /** On a busy machine loading one backend can take longer than a short validity of the other. */
    private static Map<String, String> patient(String backend, String key, String where) {
        return Map.of(
                "baton.backend", backend, key, where, "baton.lease-duration", "10s", "baton.connect-timeout", "60s");
    }

    /** Fails on a class that is there twice: which one is loaded would be chance. */
    private static void look() throws IOException {
        Map<String, String> origins = new TreeMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString();
            if (name.matches("(netty|guava|slf4j|grpc-core|protobuf-java|zookeeper|curator|ratis)-.*")) {
                System.out.println("on the class path: " + name);
            }
            if (name.endsWith(".jar")) {
                look(entry, name, origins);
            }
        }
        System.out.println("classes on the class path: " + origins.size() + ", none of them twice");
    }

    private static void look(String entry, String name, Map<String, String> origins) throws IOException {
        try (JarFile jar = new JarFile(entry)) {
            jar.stream()
                    .map(java.util.zip.ZipEntry::getName)
                    .filter(file -> file.endsWith(".class"))
                    .filter(file -> !file.startsWith(ANNOTATIONS))
                    .filter(file -> !file.startsWith("META-INF/") && !file.endsWith("module-info.class"))
                    .forEach(file -> {
                        String before = origins.put(file, name);
                        if (before != null) {
                            throw new IllegalStateException(file + " is in " + before + " and in " + name);
                        }
                    });
        }
    }
}
