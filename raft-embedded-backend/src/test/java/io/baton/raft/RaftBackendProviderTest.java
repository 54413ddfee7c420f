// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.spi.ElectionBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RaftBackendProviderTest {

    private static final String THREE = "a@127.0.0.1:7001,b@127.0.0.1:7002, c@127.0.0.1:7003";

    @TempDir
    private Path dir;

    @Test
    void aDataDirectoryIsEnough() {
        assertThat(created(Map.of("baton.raft.data-dir", dir.toString()))).contains("member alone");
    }

    @Test
    void withoutADataDirectoryItSaysWhatIsMissing() {
        refused(Map.of(), "baton.raft.data-dir", "baton.raft.members");
    }

    @Test
    void aProcessThatIsListedAmongTheMembersIsAMember() {
        assertThat(created(members(THREE, "b"))).contains("member b");
    }

    @Test
    void aProcessThatIsNotListedAmongTheMembersIsAClient() {
        assertThat(created(Map.of("baton.raft.members", THREE, "baton.raft.id", "x")))
                .contains("client x");
    }

    @Test
    void aClientWithADataDirectoryHasAMistakenId() {
        refused(members(THREE, "x"), "baton.raft.data-dir", "baton.raft.id is x", "none of the members");
    }

    @Test
    void aMemberWithoutADataDirectoryIsRefused() {
        refused(
                Map.of("baton.raft.members", THREE, "baton.raft.id", "a"),
                "baton.raft.data-dir is missing",
                "member a");
    }

    @Test
    void aMemberWithoutAnIdIsRefused() {
        refused(Map.of("baton.raft.members", THREE), "baton.raft.id is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "a, is not of the form id@host:port",
        "a@host, is not of the form id@host:port",
        "a@host:99999, 99999 is not a port",
        "a@host:0, or no port",
        "../a@host:7001, cannot be the id of a member",
        "a@h:1;a@h:2, has the id or the address of another one",
        "a@h:1;b@h:1, has the id or the address of another one"
    })
    void aMemberThatIsNoneIsNamed(String members, String why) {
        refused(members(members.replace(';', ','), "a"), "baton.raft.members", why);
    }

    @Test
    void aMemberThatOthersReachIsNotOpenToEverybody() {
        Map<String, String> open = members("a@10.0.0.1:7001,b@10.0.0.2:7001,c@10.0.0.3:7001", "a");
        refused(open, "a@10.0.0.1:7001 would let in every process", "baton.raft.allow-plaintext");
        Map<String, String> asked = new HashMap<>(open);
        asked.put("baton.raft.allow-plaintext", "true");
        assertThat(created(asked)).contains("member a");
        asked.put("baton.raft.allow-plaintext", "yes");
        refused(asked, "baton.raft.allow-plaintext is true or false, not yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "[::]", "10.0.0.1", "192.168.1.1", "db.example"})
    void noHostButLoopbackIsOpenToEverybody(String host) {
        refused(
                members("a@" + host + ":7001,b@127.0.0.1:7002", "a"),
                "a@" + host + ":7001 would let in every process",
                "baton.raft.allow-plaintext=true");
    }

    /** Where it listens counts, not what the others call it. */
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:7001", "[::]:7001", ":7001", "*:7001", "10.0.0.1:7001"})
    void whereAMemberListensIsNotOpenToEverybody(String listen) {
        Map<String, String> keys = new HashMap<>(members(THREE, "a"));
        keys.put("baton.raft.listen", listen);
        refused(keys, "member a@127.0.0.1:7001 would let in every process", "baton.raft.allow-plaintext=true");
        keys.put("baton.raft.allow-plaintext", "true");
        assertThat(created(keys)).contains("member a");
    }

    @Test
    void aMemberBehindAnotherAddressListensOnLoopback() {
        Map<String, String> keys = new HashMap<>(members("a@10.0.0.1:7001,b@10.0.0.2:7001", "a"));
        keys.put("baton.raft.listen", "127.0.0.1:7001");
        assertThat(created(keys)).contains("member a");
    }

    @Test
    void onlyAMemberOfAGroupListens() {
        refused(
                Map.of("baton.raft.data-dir", dir.toString(), "baton.raft.listen", "127.0.0.1:7001"),
                "baton.raft.listen is set, but baton.raft.members is not");
        refused(
                Map.of("baton.raft.members", THREE, "baton.raft.id", "client", "baton.raft.listen", "127.0.0.1:7001"),
                "baton.raft.listen is set, but baton.raft.id is client");
        Map<String, String> keys = new HashMap<>(members(THREE, "a"));
        for (String wrong : List.of("7001", "host", "host:99999", "ho st:1", "a@host:1")) {
            keys.put("baton.raft.listen", wrong);
            refused(keys, "baton.raft.listen: ");
        }
    }

    @Test
    void aProfileNamesTheLeaseOfMembersClientsAndAGroupOfOne() {
        for (Map<String, String> process : List.of(
                members(THREE, "a"),
                Map.of("baton.raft.members", THREE, "baton.raft.id", "client"),
                Map.of("baton.raft.data-dir", dir.toString()))) {
            assertThat(lease(process)).hasMillis(800);
            Map<String, String> keys = new HashMap<>(process);
            keys.put("baton.raft.profile", "fast");
            assertThat(lease(keys)).hasMillis(400);
            keys.put("baton.raft.profile", "Calm");
            assertThat(lease(keys)).hasMillis(2_000);
            keys.put("baton.raft.profile", "quick");
            refused(keys, "baton.raft.profile is 'quick'", "fast", "balanced", "calm");
        }
    }

    private static Duration lease(Map<String, String> configuration) {
        try (ElectionBackend backend = new RaftBackendProvider().create(configuration)) {
            return backend.defaultLeaseDuration();
        }
    }

    @Test
    void certificatesAreSetTogether() {
        Map<String, String> some = new HashMap<>(members(THREE, "a"));
        some.put("baton.raft.tls.key", dir.resolve("missing.pem").toString());
        refused(some, "baton.raft.tls.trusted-certificates is missing");
    }

    @Test
    void aFileThatCannotBeUsedIsNamedWithItsKey() throws Exception {
        Authority ours = Authority.make(dir, "ours");
        Path text = Files.writeString(dir.resolve("text.pem"), "not a certificate");
        Path damaged = Files.writeString(
                dir.resolve("damaged.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Path rsa = Files.writeString(
                dir.resolve("rsa.pem"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertThat(created(tls(ours))).contains("member a");
        for (String key : List.of("trusted-certificates", "certificate")) {
            refusedFile(ours, key, dir.resolve("missing.pem"), "cannot be read");
            refusedFile(ours, key, text, "no certificate");
            refusedFile(ours, key, damaged, "no certificates in PEM");
        }
        refusedFile(ours, "key", dir.resolve("missing.pem"), "cannot be read");
        refusedFile(ours, "key", ours.certificate(), "no private key");
        refusedFile(ours, "key", rsa, "PKCS#8");
        refusedFile(ours, "key", ours.authorityKey(), "not the key of the first certificate");
    }

    private void refusedFile(Authority ours, String key, Path file, String why) {
        Map<String, String> mistaken = tls(ours);
        mistaken.put("baton.raft.tls." + key, file.toString());
        refused(mistaken, "baton.raft.tls." + key + " is " + file, why);
    }

    private Map<String, String> tls(Authority authority) {
        Map<String, String> keys = new HashMap<>(members("a@10.0.0.1:7001,b@10.0.0.2:7001", "a"));
        keys.putAll(authority.configuration());
        return keys;
    }

    private Map<String, String> members(String members, String id) {
        return Map.of("baton.raft.members", members, "baton.raft.id", id, "baton.raft.data-dir", dir.toString());
    }

    private static String created(Map<String, String> configuration) {
        try (ElectionBackend backend = new RaftBackendProvider().create(configuration)) {
            return backend.toString();
        }
    }

    private static void refused(Map<String, String> configuration, String... parts) {
        assertThatThrownBy(() -> new RaftBackendProvider().create(configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(parts);
    }
}
