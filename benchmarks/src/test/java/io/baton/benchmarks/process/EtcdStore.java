// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.process;

import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.EtcdSpec;
import io.baton.etcd.server.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cluster of one member of etcd. */
final class EtcdStore implements StoreServer {

    private final EtcdServer server;
    private final List<Operator> queued = new ArrayList<>();

    private EtcdStore(EtcdServer server) {
        this.server = server;
    }

    static EtcdStore start(Storage storage) throws InterruptedException {
        EtcdSpec spec = EtcdSpec.standard().withForcedWrites();
        return new EtcdStore(EtcdServer.start(
                storage == Storage.DISK
                        ? spec.option("wal-dir", Storage.onDisk("etcd").toString())
                        : spec));
    }

    @Override
    public String address() {
        return server.hostAndPort();
    }

    @Override
    public String version() {
        return "etcd " + server.version();
    }

    @Override
    public long pid() {
        return server.pid().orElseThrow();
    }

    /** Messages on streams count as well as calls. */
    @Override
    public long requests() {
        return sum("grpc_server_msg_received_total");
    }

    @Override
    public long entries() {
        return sum("etcd_debugging_mvcc_keys_total");
    }

    private long sum(String metric) {
        return (long) server.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(metric))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void queue(String election, int count) {
        Operator operator = new Operator(server);
        queued.add(operator);
        for (int i = 0; i < count; i++) {
            long lease = operator.grant();
            String key = "baton/" + election + "/" + Long.toHexString(lease);
            operator.put(key, "peer", lease);
        }
    }

    @Override
    public void close() {
        queued.forEach(Operator::close);
        server.close();
    }
}
