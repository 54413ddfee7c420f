// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.raft.state.request.Request;
import io.baton.spi.ElectionName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one entry may hold: its index is an order value, which must mean one thing in an election. */
final class EntryValidation {

    private EntryValidation() {}

    static Optional<String> fault(List<Request> requests) {
        Set<ElectionName> numbered = new HashSet<>();
        for (Request request : requests) {
            if (request instanceof Request.Enter enter && !numbered.add(enter.election())) {
                return Optional.of(
                        "one entry lets two candidates into " + enter.election() + ", or raises its floor too");
            }
            if (request instanceof Request.RaiseFloor raise && !numbered.add(raise.election())) {
                return Optional.of("one entry raises the floor of " + raise.election() + " and does more to it");
            }
        }
        return Optional.empty();
    }
}
