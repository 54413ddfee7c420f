// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import java.util.ArrayList;
import java.util.List;

/**
 * Candidacies whose keys were deleted: each by hand, or all with the lease. Which it was decides whether one candidacy is
 * over or the session is, and one question tells for all.
 */
final class DeletedKeyResolver {

    private final EtcdSession session;
    private List<QueueEntry> removed = new ArrayList<>();

    DeletedKeyResolver(EtcdSession session) {
        this.session = session;
    }

    void add(QueueEntry queueEntry) {
        removed.add(queueEntry);
        if (removed.size() > 1) {
            return;
        }
        session.requests()
                .txn(
                        Txns.always(Txns.get(session.keys().fence(session.name()))),
                        response -> {
                            if (Txns.one(response, 0).isEmpty()) {
                                session.lost("its lease is gone");
                            } else {
                                tell();
                            }
                        },
                        (cause, refused) -> tell());
    }

    private void tell() {
        List<QueueEntry> all = removed;
        removed = new ArrayList<>();
        all.forEach(QueueEntry::keyGone);
    }
}
