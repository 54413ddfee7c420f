// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A member that takes the place of the only one of a cluster, which goes on. To be used by one thread. */
public final class NewMember implements AutoCloseable {

    private static final String NAME = "etcd-new";
    private static final Pattern PEERS = Pattern.compile("ETCD_INITIAL_CLUSTER=\"([^\"]*)\"");

    private final EtcdServer old;
    private final EtcdServer.Ports ports = EtcdServer.Ports.free();
    private final EtcdServer reserved = new EtcdServer(NAME, EtcdSpec.standard(), ports);
    private EtcdServer server = reserved;

    /** Does not run yet. */
    public NewMember(EtcdServer old) {
        this.old = old;
    }

    /** As in {@code http://127.0.0.1:2379}. */
    public String endpoint() {
        return reserved.endpoint();
    }

    /** Joins the cluster, removes the old member, and kills it. */
    public void takeOver() throws InterruptedException {
        String id = old.etcdctl("member", "list").replaceAll(",.*", "").strip();
        Matcher peers = PEERS.matcher(old.etcdctl("member", "add", NAME, "--peer-urls=" + ports.peerUrl()));
        if (!peers.find()) {
            throw new IllegalStateException("etcdctl does not say who is in the cluster");
        }
        EtcdSpec spec = EtcdSpec.standard()
                .option("initial-cluster", peers.group(1))
                .option("initial-cluster-state", "existing");
        server = new EtcdServer(NAME, spec, ports);
        server.restart();
        server.etcdctl("member", "remove", id);
        old.kill();
        server.awaitServing();
    }

    @Override
    public void close() {
        server.close();
        reserved.close();
    }
}
