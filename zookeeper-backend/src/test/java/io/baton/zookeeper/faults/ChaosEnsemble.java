// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import io.baton.testkit.chaos.ChaosStore;
import io.baton.testkit.chaos.fault.Authority;
import io.baton.testkit.chaos.fault.ChaosNetwork;
import io.baton.testkit.chaos.fault.Identity;
import io.baton.testkit.host.SmallDisk;
import io.baton.testkit.process.FreePorts;
import io.baton.testkit.process.election.WorkerSpec;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestEnsemble;
import io.baton.zookeeper.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.data.Stat;

/**
 * Three servers that want a certificate of every client and have ACLs for one user, behind names that can move. To be used
 * by one thread.
 */
final class ChaosEnsemble implements ChaosStore, AutoCloseable {

    static final String LOGIN = "worker:right";

    private static final String NAMES = "zookeeper-";
    private static final int SIZE = 3;
    private static final String CLIENT = "client";
    private static final String CLIENT_SUBJECTS = "dns:client.test";

    /** Room for the transaction logs of an hour. */
    private static final int DISK_MEGABYTES = 256;

    private final String election;
    private final Path directory;
    private final Authority authority;
    private final Optional<SmallDisk> disk;
    private final TestEnsemble ensemble;
    private final ChaosNetwork network;
    private final Superuser superuser;

    private ChaosEnsemble(Path directory, String election) throws IOException, InterruptedException {
        this.directory = directory;
        this.election = election;
        authority = Authority.in(directory);
        Identity.writeTrustStore(trust(), authority.certificate());
        authority.issue(CLIENT, CLIENT_SUBJECTS).writeStore(keys());
        Path serverKeys = directory.resolve("server-keys.p12");
        authority.issue("server", ChaosNetwork.subjects(NAMES, SIZE)).writeStore(serverKeys);
        List<Integer> ports = List.of(FreePorts.next(), FreePorts.next(), FreePorts.next());
        Path logs = directory.resolve("logs");
        disk = SmallDisk.at(logs, DISK_MEGABYTES);
        List<ServerSpec> specs = new ArrayList<>(
                ports.stream().map(port -> serving(serverKeys, port)).toList());
        specs.set(0, specs.get(0).configuration("dataLogDir", logs.toString()));
        ensemble = TestEnsemble.start(specs);
        List<InetSocketAddress> addresses = ports.stream()
                .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .toList();
        network = ChaosNetwork.inFrontOf(addresses, directory, NAMES);
        superuser = new Superuser(ensemble.connectString());
    }

    /** Serving. */
    static ChaosEnsemble start(Path directory, String election) throws IOException, InterruptedException {
        return new ChaosEnsemble(directory, election);
    }

    private ServerSpec serving(Path serverKeys, int port) throws IllegalStateException {
        Path own = directory.resolve("servers-trust.p12");
        try {
            Identity.writeTrustStore(own, authority.certificate());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return ServerSpec.standard()
                .withoutForcedWrites()
                .configuration("secureClientPort", Integer.toString(port))
                .configuration("secureClientPortAddress", "127.0.0.1")
                .configuration("ssl.clientAuth", "need")
                .configuration("ssl.clientHostnameVerification", "false")
                .systemProperty("zookeeper.serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory")
                .systemProperty("zookeeper.DigestAuthenticationProvider.superDigest", Superuser.digest())
                .systemProperty("zookeeper.ssl.keyStore.location", serverKeys.toString())
                .systemProperty("zookeeper.ssl.keyStore.password", Identity.password())
                .systemProperty("zookeeper.ssl.trustStore.location", own.toString())
                .systemProperty("zookeeper.ssl.trustStore.password", Identity.password());
    }

    /** Candidates who come by all names, with all that they need. */
    WorkerSpec entrants(Duration session) {
        return WorkerSpec.over("zookeeper", ProcessElections.CONNECT_STRING, session)
                .with("baton.zookeeper.root", Store.ROOT)
                .with("baton.zookeeper.auth", LOGIN)
                .with("baton.zookeeper.tls.key-store", keys().toString())
                .with("baton.zookeeper.tls.key-store-password", Identity.password())
                .with("baton.zookeeper.tls.trust-store", trust().toString())
                .with("baton.zookeeper.tls.trust-store-password", Identity.password())
                .inJvms(network.jvmArguments());
    }

    String connectString() {
        return String.join(",", network.hostsAndPorts());
    }

    ChaosNetwork network() {
        return network;
    }

    TestEnsemble ensemble() {
        return ensemble;
    }

    /** What the first server writes its log of transactions to, if this machine has such a thing. */
    Optional<SmallDisk> disk() {
        return disk;
    }

    Superuser superuser() {
        return superuser;
    }

    /** The files that every candidate reads. */
    List<Path> files() {
        return List.of(keys(), trust());
    }

    /** Gives the candidates a certificate that is good for that long. */
    void renewCertificate(Duration life) throws IOException {
        authority.renew(CLIENT, CLIENT_SUBJECTS, life).writeStore(keys());
    }

    /** Who stands, in the order of the queue. */
    List<Store.Entry> queue() {
        return superuser.ask(handle -> {
            List<Store.Entry> entries = new ArrayList<>();
            for (String path : children(Store.queue(election))) {
                Stat stat = handle.exists(path, false);
                if (stat != null) {
                    entries.add(new Store.Entry(path, stat.getCzxid(), stat.getEphemeralOwner()));
                }
            }
            entries.sort(Comparator.comparingLong(Store.Entry::token));
            return entries;
        });
    }

    /** The nodes of a directory; none if it does not exist. */
    List<String> children(String directory) {
        return superuser.ask(handle -> {
            try {
                return handle.getChildren(directory, false).stream()
                        .map(child -> directory + "/" + child)
                        .toList();
            } catch (NoNodeException nothingYet) {
                return List.of();
            }
        });
    }

    /** All nodes. */
    List<String> tree() {
        return superuser.ask(handle -> {
            try {
                return ZKUtil.listSubTreeBFS(handle, Store.ROOT);
            } catch (NoNodeException moved) {
                return List.of();
            }
        });
    }

    /** Ends a session at once. */
    void end(long session) throws Exception {
        try (Store store = Store.at(ensemble.connectString())) {
            store.endSession(session);
        }
    }

    /** Ends the sessions of all candidates. */
    void endAll() throws Exception {
        for (Store.Entry entry : queue()) {
            end(entry.session());
        }
    }

    @Override
    public int candidates() {
        return queue().size();
    }

    @Override
    public int sessions() {
        List<String> paths = tree();
        Set<Long> owners = superuser.ask(handle -> {
            Set<Long> found = new HashSet<>();
            for (String path : paths) {
                Stat stat = handle.exists(path, false);
                if (stat != null) {
                    found.add(stat.getEphemeralOwner());
                }
            }
            return found;
        });
        owners.remove(0L);
        return owners.size();
    }

    @Override
    public String account() {
        return ensemble.servers().stream().map(TestServer::account).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() throws IOException {
        superuser.close();
        network.close();
        ensemble.close();
        if (disk.isPresent()) {
            disk.get().close();
        }
    }

    private Path keys() {
        return directory.resolve("client-keys.p12");
    }

    private Path trust() {
        return directory.resolve("trust.p12");
    }
}
