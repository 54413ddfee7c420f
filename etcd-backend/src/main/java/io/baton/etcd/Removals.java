// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import java.util.ArrayList;
import java.util.List;

/**
 * Candidacies whose keys were deleted: each by hand, or all with the lease. Which it was decides whether one candidacy is
 * over or the session is, and one question tells for all.
 */
final class Removals {

    private final EtcdSession session;
    private List<Place> removed = new ArrayList<>();

    Removals(EtcdSession session) {
        this.session = session;
    }

    void add(Place place) {
        removed.add(place);
        if (removed.size() > 1) {
            return;
        }
        session.requests()
                .txn(
                        Transaction.always(Transaction.get(session.keys().fence(session.name()))),
                        response -> {
                            if (Transaction.one(response, 0).isEmpty()) {
                                session.lost("its lease is gone");
                            } else {
                                tell();
                            }
                        },
                        (cause, refused) -> tell());
    }

    private void tell() {
        List<Place> all = removed;
        removed = new ArrayList<>();
        all.forEach(Place::keyGone);
    }
}
