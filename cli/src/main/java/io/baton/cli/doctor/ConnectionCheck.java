// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.doctor;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.connection.SessionStatus;
import io.baton.internal.config.source.ConnectionConfiguration;
import io.baton.raft.RaftMember;
import io.baton.raft.RaftMembership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether the store lets this process in, and grants what it asks for. */
final class ConnectionCheck {

    static final String LEASE = "baton.lease-duration";
    private static final String MEMBERS = "baton.raft.members";
    private static final Duration GROUP_BOUND = Duration.ofSeconds(15);

    private final ConnectionConfiguration configuration;
    private final Map<String, String> keys;
    private final Optional<Duration> wantedLease;
    private final List<Finding> findings = new ArrayList<>();

    ConnectionCheck(ConnectionConfiguration configuration, Map<String, String> keys, Optional<Duration> wantedLease) {
        this.configuration = configuration;
        this.keys = new TreeMap<>(keys);
        this.wantedLease = wantedLease;
        this.keys.put("baton.require-connection", "true");
        this.keys.put("baton.close-on-shutdown", "true");
    }

    List<Finding> findings() {
        return findings;
    }

    /** The session, if there was one. */
    Optional<SessionStatus> run() throws InterruptedException {
        try (Baton baton = Baton.connect(keys)) {
            Optional<SessionStatus> session = baton.status().session();
            session.ifPresent(this::compareLease);
            new ProbeElection(baton).stand().ifPresent(findings::add);
            if (keys.containsKey(MEMBERS)
                    && keys.getOrDefault("baton.backend", "").strip().equals("raft")) {
                askMembers();
            }
            return session;
        } catch (IllegalArgumentException e) {
            findings.add(Finding.of("configuration", configuration.explained(e)));
        } catch (BatonException e) {
            findings.add(Finding.of("connection", e));
        }
        return Optional.empty();
    }

    private void compareLease(SessionStatus session) {
        Duration granted = session.leaseDuration();
        // etcd counts whole seconds.
        if (wantedLease.isPresent()
                && (granted.compareTo(wantedLease.get()) < 0
                        || granted.compareTo(wantedLease.get().plusSeconds(1)) >= 0)) {
            findings.add(new Finding(
                    "lease",
                    LEASE + (keys.containsKey(LEASE) ? "" : ", which is not set,") + " asks for "
                            + wantedLease.get().toMillis() + "ms, but the server grants " + granted.toMillis()
                            + "ms: set what it grants, or change its limits (ZooKeeper: minSessionTimeout,"
                            + " maxSessionTimeout; etcd: its election timeout bounds the lease from below)"));
        }
    }

    private void askMembers() throws InterruptedException {
        try (RaftMembership membership = RaftMembership.open(keys, GROUP_BOUND)) {
            for (RaftMember member : membership.members()) {
                if (!member.answers()) {
                    findings.add(new Finding(
                            "member",
                            "member " + member + " does not answer: start it, or have it replaced"
                                    + " (baton raft replace " + member.id() + " …)"));
                }
            }
        } catch (BatonException e) {
            findings.add(Finding.of("member", e));
        }
    }
}
