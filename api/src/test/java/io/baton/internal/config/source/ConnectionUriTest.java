// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a URI sets, and what is refused of it: with the part, its value and the remedy, and without a secret. */
class ConnectionUriTest {

    private static Map<String, String> read(String uri) {
        return new ConnectionConfiguration(ConnectionUri.read(uri, Keys.KNOWN)).keys();
    }

    private static void refused(String uri, String... inMessage) {
        assertThatThrownBy(() -> read(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(inMessage);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "zookeeper://zk1:2181 zk1:2181",
                "zookeeper://zk1:2181,zk2:2181,zk3 zk1:2181,zk2:2181,zk3",
                "zookeeper://zk1:2181/ zk1:2181",
                "zookeeper://zk1:2181,zk2:2181/app/jobs zk1:2181,zk2:2181/app/jobs",
                "ZooKeeper://zk1/a%20b%2Cc 'zk1/a b,c'",
                "zookeeper://[::1]:2181,[fd00::2%25eth0]:2181/x [::1]:2181,[fd00::2%eth0]:2181/x",
            })
    void ofZooKeeper(String uri, String connectString) {
        assertThat(read(uri))
                .isEqualTo(Map.of("baton.backend", "zookeeper", "baton.zookeeper.connect-string", connectString));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "etcd://etcd-1:2379,etcd-2:2379/ etcd-1:2379,etcd-2:2379",
                "etcd://localhost localhost",
                "etcds://etcd-1:2379,[fd00::3]:2379 https://etcd-1:2379,https://[fd00::3]:2379",
            })
    void ofEtcd(String uri, String endpoints) {
        assertThat(read(uri)).isEqualTo(Map.of("baton.backend", "etcd", "baton.etcd.endpoints", endpoints));
    }

    @ParameterizedTest
    @CsvSource({"memory:", "memory://", "etcd:", "zookeeper:?", "raft:"})
    void aSchemeAloneIsTheBackend(String uri) {
        assertThat(read(uri)).isEqualTo(Map.of("baton.backend", uri.substring(0, uri.indexOf(':'))));
    }

    @Test
    void parametersAreKeysWithoutTheirBeginning() {
        assertThat(read("etcd://h?lease=5s&candidate-id=a%26b+c%2541&attributes.zone=b&elections.a.b.drain-timeout=1s"
                        + "&etcd.prefix=shop/&"))
                .containsEntry("baton.lease-duration", "5s")
                .containsEntry("baton.candidate-id", "a&b+c%41")
                .containsEntry("baton.attributes.zone", "b")
                .containsEntry("baton.elections.a.b.drain-timeout", "1s")
                .containsEntry("baton.etcd.prefix", "shop/")
                .hasSize(7);
    }

    @Test
    void membersOfRaftAreParameters() {
        assertThat(read("raft:?raft.id=a&raft.members=a@h1:7001,b@h2:7001&raft.data-dir=/var/lib/x"))
                .containsEntry("baton.raft.members", "a@h1:7001,b@h2:7001");
    }

    @Test
    void aHostIsNamedWithItsMistake() {
        refused("etcd://", "no host after 'etcd:'", "etcd://host-1,host-2");
        refused("etcds:?lease=5s", "no host after 'etcds:'");
        refused("zookeeper:///app", "no host");
        refused("etcd:etcd-1:2379", "no host after 'etcd:'");
        refused("etcd://a:2379,", "'a:2379,'", "empty", "none at the end");
        refused("etcd://,a", "empty");
        refused("etcd://:2379", "name:port");
        refused("etcd://fd00::1:2379", "IPv6 address in brackets");
        refused("etcd://[fd00::1", "brackets");
        refused("etcd://[nothing]", "'[nothing]'");
        refused("etcd://a:", "no port", "leave out the colon");
        refused("etcd://a:0", "no port", "1 to 65535");
        refused("etcd://a:65536", "no port");
        refused("etcd://a:23x9", "no port");
        refused("etcd://a%2Cb", "'a,b'");
        refused("etcd://a b", "'a b'");
    }

    @Test
    void aPathIsForZooKeeper() {
        refused("etcd://a/prefix", "'/prefix'", "etcd.prefix");
        refused("zookeeper://a:2181/app,b:2181/app", "'/app,b:2181/app'", "follows the last host");
        refused("memory://store", "memory has no address", "memory:?memory.");
        refused("raft://host1:7001", "raft:?raft.id=a&raft.members=");
    }

    @Test
    void aSchemeIsABackend() {
        refused("consul://a", "'consul'", "[etcd, etcds, memory, raft, zookeeper]");
        refused("localhost:2181", "'localhost'", "etcd://etcd-1:2379");
        refused("etcd-1", "'etcd-1' has no scheme");
        refused("", "no scheme");
    }

    @Test
    void aParameterIsNamedWithItsMistake() {
        refused("etcd://h?lese=5s", "'lese'", "closest: lease.", "without baton.");
        refused("etcd://h?elections.a.drain-timeot=1s", "closest: elections.*.drain-timeout");
        refused("etcd://h?etcd.prefx=x", "'etcd.prefx'", "closest: etcd.prefix");
        refused("etcd://h?baton.lease-duration=5s", "without, as lease-duration");
        refused("etcd://h?lease", "'lease' has no value", "lease=<value>");
        refused("etcd://h?lease=", "no value");
        refused("etcd://h?lease=5s&lease=5s", "'lease'", "leave out one");
        refused("etcd://h?lease=5s&lease-duration=6s", "baton.lease-duration", "'lease'", "'lease-duration'");
        refused("etcd://h?backend=zookeeper", "'backend'", "the URI's scheme");
        refused("etcd://h?etcd.endpoints=x", "'etcd.endpoints'", "the URI's hosts");
        refused("etcd://h?lease=5%zz", "'lease'", "'%zz'", "%25");
        refused("etcd://h?lease=5%4", "'%4'");
        refused("etcd://h?lease=%ff", "UTF-8");
        refused("etcd://h?candidate-id=a#b", "fragment", "%23");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "etcd://root:S3cret@h:2379",
                "etcd://root:S3cret@h?lease=5s",
                "etcd://root:12/S3cret@h",
                "etcd://root:12?S3cret@h",
                "etcd://root:12?x=1&S3cret@h",
                "etcd://root:12#S3cret@h",
                "etcd://root:S3cret%40h",
                "etcd:root:S3cret@h",
                "zookeeper://root:S3cret@h",
                "S3cret@h",
                "etcd://root:S3cret",
                "etcd://root:S3cret:2379",
                "raft://root:S3cret",
                "etcd://h?etcd.password=S3cret",
                "etcd://h?etcd.pasword=S3cret",
                "etcd://h?etcd.password=S3cret%zz",
                "zookeeper://h?zookeeper.auth=root:S3cret",
                "zookeeper://h?zookeeper.tls.key-store-password=S3cret",
                "etcd://h#S3cret",
            })
    void aSecretIsRefusedAndNotRepeated(String uri) {
        assertThatThrownBy(() -> read(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("S3cret"));
    }

    @Test
    void insteadOfASecretInTheUriItsKeyIsNamed() {
        refused("etcd://root:x@h", "baton.etcd.user and baton.etcd.password", "baton.config", "environment variable");
        refused("zookeeper://root:x@h", "baton.zookeeper.auth");
        refused("etcd://h?etcd.password=x", "'etcd.password'", "baton.etcd.password", "baton.config");
    }

    @Test
    void anyTextComesThroughOneDecoding() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String text = "x"
                    + random.ints(random.nextInt(12), 0, 0x2FFF)
                            .filter(Character::isDefined)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
            String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
            assertThat(read("etcd://h?candidate-id=" + encoded)).containsEntry("baton.candidate-id", text);
        }
    }

    @Test
    void anyTextIsReadOrRefused() {
        String letters = "etcd:/?&=#%[],.@0123zk-lease ";
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(20), 0, letters.length())
                    .collect(
                            () -> new StringBuilder("etcd:"),
                            (all, at) -> all.append(letters.charAt(at)),
                            StringBuilder::append)
                    .toString();
            try {
                assertThat(read(text)).containsEntry("baton.backend", "etcd");
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).as(text).contains("the URI");
            }
        }
    }
}
