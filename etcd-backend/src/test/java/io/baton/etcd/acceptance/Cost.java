// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import com.google.protobuf.InvalidProtocolBufferException;
import io.baton.etcd.server.Call;
import io.baton.etcd.server.CallLog;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.WatchRequest;
import java.util.List;

/**
 * What one connection has cost since its account was cleared; what keeps a session alive, with candidacies or without, is
 * left out.
 *
 * @param roundTrips one after the other
 * @param watches begun on the one stream of watches, which no caller waits for
 * @param asked bytes, with those of watches
 * @param answered bytes, with those of events
 */
record Cost(int roundTrips, int requests, int watches, long asked, long answered) {

    private static final String HEARTBEATS = "baton/.sign/";

    static Cost of(CallLog log) {
        List<Call> all = log.calls();
        List<Call> requests =
                all.stream().filter(call -> !call.isStream() && !isProof(call)).toList();
        List<Call> watching =
                all.stream().filter(call -> call.method().equals("Watch/Watch")).toList();
        return new Cost(
                requests.stream().mapToInt(Call::round).max().orElse(0),
                requests.size(),
                watching.stream().mapToInt(Cost::begun).sum(),
                requests.stream().mapToLong(Call::requestBytes).sum()
                        + watching.stream().mapToLong(Call::requestBytes).sum(),
                requests.stream().mapToLong(Call::replyBytes).sum()
                        + watching.stream().mapToLong(Call::replyBytes).sum());
    }

    /** Whether it reads and writes the heartbeat key of its session and nothing else. */
    static boolean isProof(Call call) {
        if (!call.method().equals("KV/Txn") || call.requests().isEmpty()) {
            return false;
        }
        List<RequestOp> then = call.request(TxnRequest.parser()).getSuccessList();
        return then.size() == 2
                && then.get(0).hasRequestRange()
                && then.get(1).getRequestPut().getKey().toStringUtf8().startsWith(HEARTBEATS);
    }

    private static int begun(Call stream) {
        return (int) stream.requests().stream()
                .filter(message -> {
                    try {
                        return WatchRequest.parseFrom(message).hasCreateRequest();
                    } catch (InvalidProtocolBufferException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .count();
    }

    @Override
    public String toString() {
        return "%2d round trips %3d requests %2d watches %6d B asked %6d B answered"
                .formatted(roundTrips, requests, watches, asked, answered);
    }
}
