// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.config.LeaseProfile;
import io.baton.raft.internal.config.ListenAddress;
import io.baton.raft.internal.config.Tls;
import io.baton.spi.BackendProvider;
import io.baton.spi.ElectionBackend;
import io.baton.spi.support.ConfigurationValues;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes members and clients of an embedded Raft group from the keys that begin with {@code baton.raft.}. */
public final class RaftBackendProvider implements BackendProvider {

    private static final Logger LOG = LoggerFactory.getLogger(RaftBackendProvider.class);

    private static final String PREFIX = "baton.raft.";
    private static final String ID = PREFIX + "id";
    private static final String MEMBERS = PREFIX + "members";
    private static final String DATA_DIR = PREFIX + "data-dir";
    private static final String LISTEN = PREFIX + "listen";
    private static final String ADMINISTRATORS = PREFIX + "administrators";
    private static final String ALLOW_PLAINTEXT = PREFIX + "allow-plaintext";
    private static final Pattern COMMA = Pattern.compile(",");

    @Override
    public String name() {
        return RaftBackend.NAME;
    }

    @Override
    public Set<String> keys() {
        return Set.of(
                ID,
                MEMBERS,
                LISTEN,
                DATA_DIR,
                LeaseProfile.KEY,
                ADMINISTRATORS,
                ALLOW_PLAINTEXT,
                Tls.TRUSTED_CERTIFICATES,
                Tls.CERTIFICATE,
                Tls.KEY);
    }

    @Override
    public ElectionBackend create(Map<String, String> configuration) {
        ConfigurationValues values = new ConfigurationValues(configuration);
        return new RaftBackend(group(values), values.of(LeaseProfile.KEY).map(LeaseProfile::named));
    }

    static GroupConfig group(ConfigurationValues values) {
        Optional<Path> dataDir = path(values, DATA_DIR);
        Optional<Tls> tls = tls(values);
        if (values.of(MEMBERS).isEmpty()) {
            return alone(values, dataDir, tls);
        }
        List<Address> members = members(values);
        String id = values.of(ID)
                .map(String::strip)
                .orElseThrow(() -> new IllegalArgumentException(
                        ID + " is missing: which of " + members + " this process is, or another name if it is none"));
        GroupConfig groupConfig = new GroupConfig(id, members, listen(values), dataDir, tls, administrators(values));
        checkDataDir(groupConfig);
        checkPlaintext(groupConfig, values.isTrue(ALLOW_PLAINTEXT, false));
        return groupConfig;
    }

    /** The group as an administrative client sees it, whatever else this process is. */
    static GroupConfig seen(ConfigurationValues values) {
        if (values.of(MEMBERS).isEmpty()) {
            throw new IllegalArgumentException(MEMBERS + " is missing: a group of one on loopback cannot be changed");
        }
        return new GroupConfig("", members(values), Optional.empty(), Optional.empty(), tls(values), Set.of());
    }

    private static GroupConfig alone(ConfigurationValues values, Optional<Path> dataDir, Optional<Tls> tls) {
        if (values.of(LISTEN).isPresent()) {
            throw new IllegalArgumentException(LISTEN + " is set, but " + MEMBERS
                    + " is not: a group of one takes connections of its own process only");
        }
        if (dataDir.isEmpty()) {
            throw new IllegalArgumentException(DATA_DIR + " is missing: where this process keeps the elections; with "
                    + MEMBERS + ", for example a@host1:7001,b@host2:7001,c@host3:7001, several processes keep them");
        }
        String id = values.of(ID).map(String::strip).orElse("alone");
        LOG.info(
                "{} is not set: this process is a group of one, on loopback, with its data in {}; when it ends, no process leads",
                MEMBERS,
                dataDir.get());
        return new GroupConfig(
                id, List.of(new Address(id, "127.0.0.1", 0)), Optional.empty(), dataDir, tls, administrators(values));
    }

    private static List<Address> members(ConfigurationValues values) {
        List<Address> members = new ArrayList<>();
        try {
            values.of(MEMBERS).stream()
                    .flatMap(COMMA::splitAsStream)
                    .map(String::strip)
                    .map(Address::parse)
                    .forEach(members::add);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(MEMBERS + ": " + e.getMessage(), e);
        }
        Set<String> seen = new HashSet<>();
        for (Address member : members) {
            if (member.port() == 0 || !seen.add(member.id()) || !seen.add("@" + member.hostAndPort())) {
                throw new IllegalArgumentException(
                        MEMBERS + ": " + member + " has the id or the address of another one, or no port");
            }
        }
        return members;
    }

    private static Set<String> administrators(ConfigurationValues values) {
        Set<String> names = values.of(ADMINISTRATORS).stream()
                .flatMap(COMMA::splitAsStream)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        if (!names.isEmpty() && tls(values).isEmpty()) {
            throw new IllegalArgumentException(ADMINISTRATORS + " is set, but " + Tls.CERTIFICATE + " is not: without"
                    + " certificates one process cannot be told from another");
        }
        return names;
    }

    private static Optional<ListenAddress> listen(ConfigurationValues values) {
        try {
            return values.of(LISTEN).map(String::strip).map(ListenAddress::parse);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(LISTEN + ": " + e.getMessage(), e);
        }
    }

    private static void checkDataDir(GroupConfig groupConfig) {
        boolean member = groupConfig.self().isPresent();
        if (member && groupConfig.dataDir().isEmpty()) {
            throw new IllegalArgumentException(
                    DATA_DIR + " is missing: where member " + groupConfig.id() + " keeps its log");
        }
        if (!member && groupConfig.listen().isPresent()) {
            throw new IllegalArgumentException(LISTEN + " is set, but " + ID + " is " + groupConfig.id()
                    + ", which is none of the members " + groupConfig.members()
                    + ": correct the id, or leave the address out if this process is to be a client");
        }
        if (!member && groupConfig.dataDir().isPresent()) {
            throw new IllegalArgumentException(DATA_DIR + " is set, but " + ID + " is " + groupConfig.id()
                    + ", which is none of the members " + groupConfig.members()
                    + ": correct the id, or leave the directory out if this process is to be a client");
        }
    }

    private static void checkPlaintext(GroupConfig groupConfig, boolean allowed) {
        if (groupConfig.tls().isPresent() || allowed) {
            return;
        }
        Optional<Address> self = groupConfig.self();
        if (self.isPresent() && !groupConfig.listening().isLoopback()) {
            throw new IllegalArgumentException("member " + self.get() + " would let in every process that reaches "
                    + groupConfig.listening() + ": set "
                    + Tls.TRUSTED_CERTIFICATES + ", " + Tls.CERTIFICATE + " and " + Tls.KEY + ", or " + ALLOW_PLAINTEXT
                    + "=true if that is wanted");
        }
        groupConfig.members().stream()
                .filter(member -> !member.isLoopback())
                .findFirst()
                .ifPresent(member -> LOG.warn(
                        "the connection to {} is not encrypted: set {}, {} and {}, or {}=true if that is wanted",
                        member,
                        Tls.TRUSTED_CERTIFICATES,
                        Tls.CERTIFICATE,
                        Tls.KEY,
                        ALLOW_PLAINTEXT));
    }

    private static Optional<Tls> tls(ConfigurationValues values) {
        List<String> set = Stream.of(Tls.TRUSTED_CERTIFICATES, Tls.CERTIFICATE, Tls.KEY)
                .filter(key -> values.of(key).isPresent())
                .toList();
        if (set.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Tls(file(values, Tls.TRUSTED_CERTIFICATES), file(values, Tls.CERTIFICATE), file(values, Tls.KEY)));
    }

    private static Path file(ConfigurationValues values, String key) {
        return path(values, key)
                .orElseThrow(() -> new IllegalArgumentException(key + " is missing: " + Tls.TRUSTED_CERTIFICATES + ", "
                        + Tls.CERTIFICATE + " and " + Tls.KEY + " are set together or not at all"));
    }

    private static Optional<Path> path(ConfigurationValues values, String key) {
        try {
            return values.of(key).map(String::strip).map(Path::of);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(key + " is not a path: " + e.getMessage(), e);
        }
    }
}
