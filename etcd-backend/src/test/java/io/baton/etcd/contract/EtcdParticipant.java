// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.contract;

import io.baton.Baton;
import io.baton.etcd.server.Call;
import io.baton.etcd.server.CallLog;
import io.baton.etcd.server.Operator;
import io.baton.testkit.fixture.Participant;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A connection through proxies.
 *
 * @param logs one for each member
 */
record EtcdParticipant(Baton baton, List<CallLog> logs, Operator operator) implements Participant {

    @Override
    public void cutOff() {
        logs.forEach(log -> log.network().cut());
    }

    @Override
    public void heal() {
        logs.forEach(log -> log.network().heal());
    }

    /** A session that it has given up may stand beside the present one, which then is the younger. */
    @Override
    public void expireSession() {
        Set<Long> own = leases();
        operator.list(EtcdFixture.FENCES).stream()
                .map(KeyValue::getLease)
                .filter(own::contains)
                .reduce((earlier, later) -> later)
                .ifPresent(operator::revoke);
    }

    /** Of all its sessions so far. */
    private Set<Long> leases() {
        Set<Long> leases = logs.stream()
                .flatMap(log -> log.calls("Lease/LeaseGrant").stream())
                .flatMap(EtcdParticipant::granted)
                .collect(Collectors.toSet());
        if (leases.isEmpty()) {
            throw new AssertionError("no lease was asked for");
        }
        return leases;
    }

    /** Whether the client or the server has chosen it. */
    private static Stream<Long> granted(Call grant) {
        Stream<Long> asked = grant.requests().isEmpty()
                ? Stream.of()
                : Stream.of(grant.request(LeaseGrantRequest.parser()).getID());
        Stream<Long> answered = grant.replies().isEmpty()
                ? Stream.of()
                : Stream.of(grant.reply(LeaseGrantResponse.parser()).getID());
        return Stream.concat(asked, answered).filter(id -> id != 0);
    }

    @Override
    public OptionalLong requests() {
        return OptionalLong.of(logs.stream()
                .flatMap(log -> log.calls().stream())
                .filter(call -> call.method().startsWith("KV/"))
                .count());
    }

    @Override
    public void close() {
        try {
            heal();
            baton.close();
        } finally {
            logs.forEach(CallLog::close);
        }
    }
}
