// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import com.google.protobuf.ByteString;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Operator;
import io.baton.testkit.fixture.Await;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an operator sees of elections by one member, and does to them. To be used by one thread. */
final class Store implements AutoCloseable {

    private static final String ROOT = "baton/";
    private static final String FENCES = ROOT + ".fence/";

    private final Operator operator;

    private Store(Operator operator) {
        this.operator = operator;
    }

    static Store at(EtcdServer member) {
        return new Store(new Operator(member));
    }

    Operator operator() {
        return operator;
    }

    /** Who stands, in the order of the queue. The election's name needs no encoding. */
    List<QueueKey> queueKeys(String election) {
        return operator.list(ROOT + election + "/").stream()
                .map(key -> new QueueKey(key.getKey(), key.getCreateRevision(), key.getLease()))
                .toList();
    }

    void awaitPlaces(String election, int count) {
        Await.untilTrue(count + " candidates", () -> queueKeys(election).size() == count);
    }

    /** The queueKey of the candidate that leads with a token. */
    QueueKey queueKey(String election, long token) {
        return queueKeys(election).stream()
                .filter(queueKey -> queueKey.token() == token)
                .findFirst()
                .orElseThrow();
    }

    void delete(QueueKey queueKey) {
        operator.delete(queueKey.key());
    }

    /** The leases of all sessions. */
    Set<Long> sessions() {
        return operator.list(FENCES).stream()
                .map(fence ->
                        Long.parseUnsignedLong(fence.getKey().toStringUtf8().substring(FENCES.length()), 16))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        operator.close();
    }

    /** A candidacy: its token as long as no floor was raised, and the lease that it ends with. */
    record QueueKey(ByteString key, long token, long lease) {}
}
