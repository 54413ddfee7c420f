// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.contract;

import io.baton.etcd.server.CallLog;
import io.baton.etcd.server.EtcdCluster;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Operator;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.testkit.fixture.BackendFixture;
import io.baton.testkit.fixture.BackendTimings;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.fixture.Participant;
import io.etcd.jetcd.api.KeyValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One etcd or a cluster of them; each participant reaches every member through a proxy of its own. */
final class EtcdFixture implements BackendFixture {

    static final String FENCES = "baton/.fence/";

    private static final String CANDIDACIES = "baton/";
    private static final String FLOORS = "baton/.floor/";
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<EtcdServer> members;
    private final Callable<?> restart;
    private final Runnable end;
    private final Operator operator;

    private EtcdFixture(List<EtcdServer> members, Callable<?> restart, Runnable end) {
        this.members = members;
        this.restart = restart;
        this.end = end;
        operator = new Operator(members.get(0));
        System.out.println("the contract runs on etcd " + members.get(0).version() + ", members: " + members.size());
    }

    /** The server ends with the fixture. */
    static EtcdFixture on(EtcdServer server) {
        return new EtcdFixture(
                List.of(server),
                () -> {
                    server.kill();
                    server.restart();
                    return server;
                },
                server::close);
    }

    /** The cluster ends with the fixture. */
    static EtcdFixture on(EtcdCluster cluster) {
        return new EtcdFixture(
                cluster.members(),
                () -> {
                    cluster.kill();
                    cluster.launch();
                    return cluster;
                },
                cluster::close);
    }

    @Override
    public BackendTimings timings() {
        return new BackendTimings(
                LEASE,
                LEASE.dividedBy(2),
                Duration.ofMillis(100),
                LEASE.multipliedBy(9).dividedBy(10),
                LONG,
                LONG);
    }

    @Override
    public Participant connect(Map<String, String> settings, UnaryOperator<ElectionBackend> change) {
        List<CallLog> logs = members.stream().map(CallLog::inFrontOf).toList();
        Map<String, String> all = new HashMap<>(Map.of(
                "baton.backend",
                "etcd",
                "baton.etcd.endpoints",
                logs.stream().map(CallLog::endpoint).collect(Collectors.joining(",")),
                "baton.lease-duration",
                LEASE.toMillis() + "ms",
                "baton.connect-timeout",
                LONG.toSeconds() + "s"));
        all.putAll(settings);
        return new EtcdParticipant(new Configuration(all).connect(change), logs, operator);
    }

    @Override
    public Set<String> sessions() {
        return operator.list(FENCES).stream()
                .map(fence -> key(fence).substring(FENCES.length()))
                .collect(Collectors.toSet());
    }

    @Override
    public List<String> leftovers(String election) {
        return queue(election).stream().map(EtcdFixture::key).toList();
    }

    private List<KeyValue> queue(String election) {
        return operator.list(directory(election)).stream()
                .filter(candidate -> candidate.getLease() != 0 && key(candidate).endsWith(ownName(candidate)))
                .toList();
    }

    private static String ownName(KeyValue candidate) {
        return "/" + Long.toHexString(candidate.getLease());
    }

    @Override
    public void deleteCandidacy(String election, int position) {
        operator.delete(queue(election).get(position).getKey());
    }

    @Override
    public void addStranger(String election) {
        operator.put(directory(election) + "a-note", "of nobody", 0);
        operator.put(directory(election) + "a-stranger", "under a lease that it is not named after", operator.grant());
    }

    @Override
    public void spoilFloor(String election) {
        operator.put(FLOORS + new ElectionName(election).encoded(), "not a floor", 0);
    }

    @Override
    public void restart() {
        try {
            restart.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        operator.close();
        end.run();
    }

    private static String directory(String election) {
        return CANDIDACIES + new ElectionName(election).encoded() + "/";
    }

    private static String key(KeyValue entry) {
        return entry.getKey().toStringUtf8();
    }
}
