// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.EtcdSpec;
import io.baton.etcd.server.Users;
import io.baton.testkit.process.FreePorts;
import io.baton.zookeeper.server.ServerExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each planted fault is found, on real servers, and its line says what to do. */
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class DoctorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "planted-right";
    private static final String PATIENT = "?connect-timeout=60s&lease=10s";

    @RegisterExtension
    static final ServerExtension ZOOKEEPER = new ServerExtension();

    @TempDir
    private static Path directory;

    private static EtcdServer etcd;

    @BeforeAll
    static void start() throws InterruptedException {
        etcd = EtcdServer.start();
        Users.of(etcd)
                .add("worker", PASSWORD)
                .permit("worker", "baton/")
                .add("narrow", PASSWORD)
                // All that a session needs, and no election's queue.
                .permit("narrow", "baton/.");
    }

    @AfterAll
    static void stop() {
        etcd.close();
    }

    private static String zooKeeper(String rest) {
        return "--store=zookeeper://" + ZOOKEEPER.server().connectString() + rest;
    }

    private static String etcdStore(String rest) {
        return "--store=etcd://" + etcd.hostAndPort() + PATIENT + rest;
    }

    private static Map<String, String> login(String user, String password) {
        return Map.of("BATON_ETCD_USER", user, "BATON_ETCD_PASSWORD", password);
    }

    /** Of an etcd that is old the warning is right. */
    private static void nothing(Map<String, String> environment, String... arguments) throws Exception {
        Program.Ended ended = Program.run(environment, arguments);
        assertThat(ended.out())
                .singleElement()
                .asString()
                .matches("nothing found; server 127\\.0\\.0\\.1:.*|warning: etcd 3\\.[45]\\..* has known faults: .*");
        assertThat(ended.exitCode()).isEqualTo(ended.line().startsWith("nothing") ? 0 : ExitCodes.NONE);
    }

    private static void finds(Map<String, String> environment, String store, String area, String... words)
            throws Exception {
        // In this JVM a system property of the build is a finding too.
        Program.Ended ended =
                environment.isEmpty() ? Program.ask("doctor", store) : Program.run(environment, "doctor", store);
        assertThat(ended.exitCode()).as(ended::toString).isEqualTo(ExitCodes.NONE);
        assertThat(ended.out())
                .anySatisfy(line -> assertThat(line).startsWith(area + ": ").contains(words));
        assertThat(ended.out()).as("of an election of its own").noneMatch(line -> line.startsWith("warning: election"));
        assertThat(ended.toString()).doesNotContain("planted", "\tat ");
    }

    @Test
    void aValueThatDoesNotFit() throws Exception {
        finds(Map.of("BATON_LEASE_DURATION", "soon"), zooKeeper("?connect-timeout=60s"), "configuration", "soon");
    }

    @Test
    void whereAllIsWellNothingIsFoundAndNothingStays() throws Exception {
        nothing(Map.of(), "doctor", zooKeeper(PATIENT));
        assertThat(ZOOKEEPER.store().getChildren("/baton", false)).noneMatch(name -> name.contains("doctor"));
        assertThat(ZOOKEEPER.store().getChildren("/baton/.office", false)).noneMatch(name -> name.contains("doctor"));
        nothing(login("worker", PASSWORD), "doctor", etcdStore(""));
        assertThat(etcd.etcdctl(
                        "--user=" + Users.ADMINISTRATOR + ":" + Users.ADMINISTRATORS_PASSWORD,
                        "get",
                        "--prefix=true",
                        "--keys-only=true",
                        "baton/"))
                .doesNotContain("doctor");

        JsonNode json = JSON.readTree(
                Program.run("doctor", "--json", zooKeeper(PATIENT)).line());
        assertThat(json.get("findings")).isEmpty();
        assertThat(json.get("session").get("leaseMillis").asLong()).isEqualTo(10_000);
    }

    @Test
    void aWrongPortAndAnUnknownHost() throws Exception {
        finds(
                Map.of(),
                "--store=zookeeper://127.0.0.1:" + FreePorts.next(),
                "server",
                "baton.zookeeper.connect-string",
                "takes no connection",
                "check");
        finds(Map.of(), "--store=etcd://unknown.invalid:2379", "server", "unknown.invalid", "cannot resolve");
        // The connection alone would not tell.
        finds(
                Map.of(),
                "--store=zookeeper://127.0.0.1:" + FreePorts.next() + ","
                        + ZOOKEEPER.server().connectString() + PATIENT,
                "server",
                "takes no connection");
    }

    @Test
    void aWrongPasswordAndAMissingPermission() throws Exception {
        finds(login("worker", "planted-wrong"), etcdStore(""), "connection", "baton.etcd.password");
        finds(login("worker", PASSWORD), etcdStore("&etcd.prefix=other/"), "connection", "grant-permission");
        finds(login("narrow", PASSWORD), etcdStore(""), "permission", "baton-doctor-", "grant-permission");
    }

    @Test
    void anAclARootAndAChroot() throws Exception {
        ZOOKEEPER.store().create("/secured", new byte[0], Ids.READ_ACL_UNSAFE, CreateMode.PERSISTENT);
        finds(
                Map.of(),
                zooKeeper(PATIENT + "&zookeeper.root=/secured"),
                "connection",
                "/secured",
                "no permission",
                "baton.zookeeper.auth");
        finds(
                Map.of(),
                zooKeeper("/not/there" + PATIENT),
                "connection",
                "/not/there",
                "does not exist",
                "baton.zookeeper.connect-string");
    }

    @Test
    void aLeaseThatTheServerDoesNotGrant() throws Exception {
        finds(
                Map.of(),
                zooKeeper("?connect-timeout=60s&lease=40s"),
                "lease",
                "baton.lease-duration",
                "40000ms",
                "maxSessionTimeout");
    }

    @Test
    void keysThatAreUnknownAndValuesThatDoNotFit() throws Exception {
        Path file = Files.writeString(directory.resolve("baton.properties"), "baton.lease-duraton=5s\n");
        finds(
                Map.of("BATON_CONFIG", file.toString()),
                zooKeeper(""),
                "configuration",
                "baton.lease-duraton",
                "nearest known key: baton.lease-duration",
                file.toString());
        finds(
                Map.of("BATON_LEASEDURATION", "5s"),
                zooKeeper(PATIENT),
                "configuration",
                "BATON_LEASEDURATION",
                "BATON_LEASE_DURATION");
        finds(Map.of(), zooKeeper("?clock-margin=5"), "configuration", "baton.clock-margin", "the URI's parameter");
    }

    @Test
    void aRaftIdThatIsNotInTheListAndADirectoryThatCannotBeWritten() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        String group = "--store=raft:?raft.members=a%40127.0.0.1:" + FreePorts.next() + "&raft.data-dir="
                + file.resolve("data") + "&raft.id=";
        finds(Map.of(), group + "x", "configuration", "baton.raft.id is x", "none of the members");
        finds(Map.of(), group + "a", "data-directory", "baton.raft.data-dir", file + " above it", "writable");
    }

    @Test
    void certificatesThatHaveExpired() throws Exception {
        SignedCertificate expired = SignedCertificate.expired(directory);
        try (EtcdServer server = EtcdServer.start(EtcdSpec.standard().tls(expired.certificate(), expired.key()))) {
            String store = "--store=etcds://" + server.hostAndPort()
                    + "?connect-timeout=3s&lease=8s&etcd.tls.trusted-certificates=" + expired.authority();
            finds(Map.of(), store, "connection", "has expired: renew it on the server");
            finds(
                    Map.of(),
                    store + "&etcd.tls.certificate=" + expired.certificate() + "&etcd.tls.key=" + expired.key(),
                    "certificate",
                    "baton.etcd.tls.certificate",
                    "CN=expired has expired");
        }
    }

    @Test
    void findingsAreJsonToo() throws Exception {
        JsonNode json = JSON.readTree(Program.run("doctor", "--json", "--store=etcd://unknown.invalid")
                .line());
        assertThat(json.get("session").isNull()).isTrue();
        assertThat(json.get("findings").get(0).get("area").asText()).isEqualTo("server");
        assertThat(json.get("findings").get(0).get("text").asText()).contains("unknown.invalid");
    }
}
