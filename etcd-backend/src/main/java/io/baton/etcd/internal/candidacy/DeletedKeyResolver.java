// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.session.SessionLink;
import io.etcd.jetcd.api.TxnResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out why keys of candidacies were deleted: by hand, which ends the candidacy, or with the lease, which ends the session.
 * One read decides for all keys that were deleted meanwhile.
 */
public final class DeletedKeyResolver {

    private final SessionLink link;
    private List<Runnable> removed = new ArrayList<>();

    public DeletedKeyResolver(SessionLink link) {
        this.link = link;
    }

    void add(Runnable keyGone) {
        removed.add(keyGone);
        if (removed.size() > 1) {
            return;
        }
        link.txn(Txns.always(Txns.get(link.keys().fence(link.name()))), this::judge, (cause, refused) -> tell());
    }

    private void judge(TxnResponse fence) {
        if (Txns.one(fence, 0).isEmpty()) {
            link.lost("its lease is gone");
        } else {
            tell();
        }
    }

    private void tell() {
        List<Runnable> all = removed;
        removed = new ArrayList<>();
        all.forEach(Runnable::run);
    }
}
