// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.doctor;

import io.baton.connection.SessionStatus;
import io.baton.internal.config.source.ConnectionConfiguration;
import io.baton.spi.BackendProvider;
import io.baton.spi.ElectionBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** All checks in the order in which one can hide another: what a check makes sure of, the later ones rely on. For one thread. */
public final class Checkup {

    private static final String BACKEND = "baton.backend";
    private static final String MEMBERS = "baton.raft.members";

    private final Supplier<ConnectionConfiguration> source;
    private final Function<String, Optional<Duration>> durations;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param source reads the configuration; throws {@link IllegalArgumentException} if a key is unknown or a part does not fit
     * @param durations reads the text of a duration, if it is one
     */
    public Checkup(Supplier<ConnectionConfiguration> source, Function<String, Optional<Duration>> durations) {
        this.source = source;
        this.durations = durations;
    }

    /**
     * What was found.
     *
     * @param session the session that the store granted, if it did
     */
    public record Report(List<Finding> findings, Optional<SessionStatus> session) {
        public Report {
            findings = List.copyOf(findings);
        }
    }

    public Report run() throws InterruptedException {
        Optional<SessionStatus> session = Optional.empty();
        CapturedWarnings warnings = new CapturedWarnings();
        try {
            session = check();
        } finally {
            warnings.end();
        }
        // The reason of a failure is in the log too.
        if (session.isPresent()) {
            warnings.lines().stream().filter(this::isNew).forEach(line -> findings.add(new Finding("warning", line)));
        }
        return new Report(findings, session);
    }

    /** What is said about the own election is a finding already. */
    private boolean isNew(String line) {
        return !line.contains(ProbeElection.PREFIX)
                && findings.stream()
                        .noneMatch(finding -> finding.text().contains(line) || line.contains(finding.text()));
    }

    private Optional<SessionStatus> check() throws InterruptedException {
        ConnectionConfiguration configuration;
        Optional<Duration> defaultLease;
        try {
            configuration = source.get();
            configuration.ignored().forEach(why -> findings.add(new Finding("configuration", why)));
            defaultLease = defaultLease(configuration);
        } catch (IllegalArgumentException e) {
            findings.add(Finding.of("configuration", e));
            return Optional.empty();
        }
        Map<String, String> keys = new TreeMap<>(configuration.keys());
        findings.addAll(CertificateCheck.of(keys));
        boolean isRaft = "raft".equals(keys.getOrDefault(BACKEND, "").strip());
        if (isRaft) {
            findings.addAll(DataDirectoryCheck.of(keys));
            keys = asClient(keys);
        }
        ServersCheck servers = ServersCheck.of(keys);
        findings.addAll(servers.findings());
        // A group of one that has no address is in its own process only.
        if (servers.isNoneReached() || (isRaft && !keys.containsKey(MEMBERS))) {
            return Optional.empty();
        }
        Optional<Duration> wanted = Optional.ofNullable(keys.get(ConnectionCheck.LEASE))
                .flatMap(durations)
                .or(() -> defaultLease);
        ConnectionCheck connection = new ConnectionCheck(configuration, keys, wanted);
        Optional<SessionStatus> session = connection.run();
        findings.addAll(connection.findings());
        return session;
    }

    /** Has the backend read its keys, and refuse what does not fit; connects nowhere. */
    private static Optional<Duration> defaultLease(ConnectionConfiguration configuration) {
        Map<String, String> keys = configuration.keys();
        String name = keys.getOrDefault(BACKEND, "").strip();
        Map<String, String> own = new TreeMap<>(keys);
        own.keySet().removeIf(key -> !key.startsWith("baton." + name + "."));
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
            if (provider.name().equals(name)) {
                try (ElectionBackend backend = provider.create(own)) {
                    return Optional.of(backend.defaultLeaseDuration());
                } catch (IllegalArgumentException e) {
                    throw configuration.explained(e);
                }
            }
        }
        return Optional.empty();
    }

    /** A second member of one name would do harm: the group is asked from outside. */
    private static Map<String, String> asClient(Map<String, String> keys) {
        Map<String, String> client = new TreeMap<>(keys);
        client.remove("baton.raft.data-dir");
        client.remove("baton.raft.listen");
        client.put("baton.raft.id", "doctor-" + ProcessHandle.current().pid());
        return client;
    }
}
