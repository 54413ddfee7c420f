// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import io.baton.etcd.server.EtcdCluster;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.EtcdSpec;
import io.baton.testkit.chaos.ChaosStore;
import io.baton.testkit.chaos.fault.Authority;
import io.baton.testkit.chaos.fault.ChaosNetwork;
import io.baton.testkit.chaos.fault.Identity;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.WorkerSpec;
import io.etcd.jetcd.api.KeyValue;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Three members that want a certificate, a user and a password of every client, behind names that can move. To be used by
 * one thread.
 */
final class ChaosCluster implements ChaosStore, AutoCloseable {

    static final String USER = "worker";
    static final String PASSWORD = "right";
    static final String PREFIX = "baton/";

    private static final String NAMES = "etcd-";
    private static final int SIZE = 3;
    private static final String CLIENT = "client";
    private static final String CLIENT_SUBJECTS = "dns:client.test";

    private final String election;
    private final Path directory;
    private final Authority authority;
    private final EtcdCluster cluster;
    private final ChaosNetwork network;
    private final Administrator administrator;

    private ChaosCluster(Path directory, String election) throws IOException {
        this.directory = directory;
        this.election = election;
        authority = Authority.in(directory);
        Identity.writeTrust(trust(), authority.certificate());
        authority.issue(CLIENT, CLIENT_SUBJECTS).writePem(certificate(), key());
        Path serverCertificate = directory.resolve("server.pem");
        Path serverKey = directory.resolve("server-key.pem");
        Path own = directory.resolve("servers-trust.pem");
        authority.issue("server", ChaosNetwork.subjects(NAMES, SIZE)).writePem(serverCertificate, serverKey);
        Identity.writeTrust(own, authority.certificate());
        cluster = EtcdCluster.start(EtcdSpec.standard()
                .tls(serverCertificate, serverKey)
                .clientCertificates(own)
                .option("bcrypt-cost", "4"));
        network = ChaosNetwork.inFrontOf(
                cluster.members().stream().map(EtcdServer::address).toList(), directory, NAMES);
        administrator = new Administrator(
                cluster.members(),
                TlsChannelCredentials.newBuilder()
                        .trustManager(own.toFile())
                        .keyManager(serverCertificate.toFile(), serverKey.toFile())
                        .build());
        administrator.addUser(USER, PASSWORD, PREFIX);
    }

    /** Serving, with one user. */
    static ChaosCluster start(Path directory, String election) throws IOException {
        return new ChaosCluster(directory, election);
    }

    /** Candidates who come by all names, with all that they need. */
    WorkerSpec entrants(Duration lease) {
        return WorkerSpec.over("etcd", ProcessElections.ENDPOINTS, lease)
                .with("baton.etcd.user", USER)
                .with("baton.etcd.password", PASSWORD)
                .with("baton.etcd.tls.trusted-certificates", trust().toString())
                .with("baton.etcd.tls.certificate", certificate().toString())
                .with("baton.etcd.tls.key", key().toString())
                .inJvms(network.jvmArguments());
    }

    String endpoints() {
        return network.hostsAndPorts().stream().map(each -> "https://" + each).collect(Collectors.joining(","));
    }

    ChaosNetwork network() {
        return network;
    }

    Administrator administrator() {
        return administrator;
    }

    List<EtcdServer> members() {
        return cluster.members();
    }

    /** The files that every candidate reads. */
    List<Path> files() {
        return List.of(certificate(), key(), trust());
    }

    /** Gives the candidates a certificate that is good for that long. */
    void renewCertificate(Duration life) throws IOException {
        authority.renew(CLIENT, CLIENT_SUBJECTS, life).writePem(certificate(), key());
    }

    /** The member that leads, once one does. */
    EtcdServer leader() {
        return Await.until(
                "a leader of the cluster",
                () -> cluster.members().stream()
                        .filter(member -> member.metrics().getOrDefault("etcd_server_is_leader", 0.0) > 0)
                        .findFirst());
    }

    /** Who stands, in the order of the queue. */
    List<KeyValue> queue() {
        return administrator.list(PREFIX + election + "/");
    }

    /** Ends the sessions of all candidates. */
    void revokeAll() {
        queue().forEach(candidate -> administrator.revoke(candidate.getLease()));
    }

    @Override
    public int candidates() {
        return queue().size();
    }

    @Override
    public int sessions() {
        Set<Long> leases = administrator.list(PREFIX).stream()
                .map(KeyValue::getLease)
                .filter(lease -> lease != 0)
                .collect(Collectors.toSet());
        return leases.size();
    }

    @Override
    public String account() {
        return members().stream().map(EtcdServer::lastWords).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        administrator.close();
        network.close();
        cluster.close();
    }

    private Path trust() {
        return directory.resolve("trust.pem");
    }

    private Path certificate() {
        return directory.resolve("client.pem");
    }

    private Path key() {
        return directory.resolve("client-key.pem");
    }
}
