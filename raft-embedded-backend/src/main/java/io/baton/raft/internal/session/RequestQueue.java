// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Request;
import io.baton.spi.ElectionName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The requests of a session that wait for an entry, in the order in which they came. For the strand only. */
final class RequestQueue {

    private static final int MOST_PENDING = Command.MOST_REQUESTS - 1;

    private final Deque<PendingRequest> waiting = new ArrayDeque<>();

    void add(PendingRequest pendingRequest) {
        waiting.add(pendingRequest);
    }

    int size() {
        return waiting.size();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void clear() {
        waiting.clear();
    }

    /** Drops the requests whose callers wait no longer. */
    void dropUnwanted() {
        waiting.removeIf(pendingRequest -> !pendingRequest.wanted().getAsBoolean());
    }

    /** Whether the requests fill an entry, or one of them needs an entry of its own if there is no other. */
    boolean isUrgent() {
        return waiting.size() >= MOST_PENDING
                || waiting.stream()
                        .anyMatch(pendingRequest -> pendingRequest.urgent().getAsBoolean());
    }

    /** Whether none waits that needs an entry soon. */
    boolean isPatient() {
        return waiting.stream().allMatch(PendingRequest::patient);
    }

    /** Takes the requests of one entry: one that lets a candidate in must not do more to that election. */
    List<PendingRequest> takeEntry() {
        List<PendingRequest> pending = new ArrayList<>();
        Set<ElectionName> numbered = new HashSet<>();
        int bytes = 0;
        for (Iterator<PendingRequest> all = waiting.iterator(); all.hasNext() && pending.size() < MOST_PENDING; ) {
            PendingRequest pendingRequest = all.next();
            int size = CommandCodec.bytes(pendingRequest.request());
            if (bytes > 0 && bytes + size > CommandCodec.MOST_REQUEST_BYTES) {
                break;
            }
            if (isAlone(pendingRequest.request(), numbered)) {
                pending.add(pendingRequest);
                bytes += size;
                all.remove();
            }
        }
        return pending;
    }

    private static boolean isAlone(Request request, Set<ElectionName> numbered) {
        if (request instanceof Request.Enter enter) {
            return numbered.add(enter.election());
        }
        return !(request instanceof Request.RaiseFloor raise) || numbered.add(raise.election());
    }
}
