// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A member that takes the place of another one in a cluster that goes on. To be used by one thread. */
public final class NewMember implements AutoCloseable {

    private static final String NAME = "etcd-new";
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Pattern PEERS = Pattern.compile("ETCD_INITIAL_CLUSTER=\"([^\"]*)\"");

    private final EtcdServer server;

    private NewMember(EtcdServer server) {
        this.server = server;
    }

    /** Kills a member, removes it, and returns when the new one serves. */
    public static NewMember inPlaceOf(EtcdServer old, EtcdServer other) throws InterruptedException {
        old.kill();
        // It may have been the leader of the cluster.
        other.awaitServing();
        String id = other.etcdctl("member", "list")
                .lines()
                .filter(line -> line.contains(", " + old.name() + ","))
                .map(line -> line.substring(0, line.indexOf(',')))
                .findFirst()
                .orElseThrow();
        other.etcdctl("member", "remove", id);
        other.awaitServing();
        EtcdServer.Ports ports = EtcdServer.Ports.free();
        Matcher peers = PEERS.matcher(other.etcdctl("member", "add", NAME, "--peer-urls=" + ports.peerUrl()));
        if (!peers.find()) {
            throw new IllegalStateException("etcdctl does not say who is in the cluster");
        }
        EtcdSpec spec = EtcdSpec.standard()
                .option("initial-cluster", peers.group(1))
                .option("initial-cluster-state", "existing");
        NewMember member = new NewMember(new EtcdServer(NAME, spec, ports));
        member.server.restart();
        return member;
    }

    /** What etcdctl says of it. A cluster takes no member before the others have been connected for five seconds. */
    private static String added(EtcdServer other, String peerUrl) {
        return Awaitility.await("the cluster takes a new member")
                .atMost(BOUND)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(() -> other.etcdctl("member", "add", NAME, "--peer-urls=" + peerUrl), Objects::nonNull);
    }

    /** As in {@code http://127.0.0.1:2379}. */
    public String endpoint() {
        return server.endpoint();
    }

    @Override
    public void close() {
        server.close();
    }
}
