// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sends transactions of one kind: at once while few are under way, else together in one of the next requests, each carried out
 * as if it had been sent alone. A process with thousands of candidacies sends one transaction for each at the same time.
 */
public final class TxnBatcher {

    private static final int MAX_UNDER_WAY = 4;

    /** etcd takes 128 operations in one transaction by default, and 1.5 MB. */
    private static final int MAX_TOGETHER = 50;

    private final SessionLink link;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private int underWay;

    TxnBatcher(SessionLink link) {
        this.link = link;
    }

    public void txn(Item item) {
        waiting.add(item);
        sendWaiting();
    }

    private void sendWaiting() {
        while (underWay < MAX_UNDER_WAY && !waiting.isEmpty()) {
            send(next());
        }
    }

    private List<Item> next() {
        List<Item> batch = new ArrayList<>(List.of(waiting.remove()));
        while (batch.size() < MAX_TOGETHER
                && !waiting.isEmpty()
                && waiting.element().shared().equals(batch.get(0).shared())) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    private void send(List<Item> batch) {
        underWay++;
        link.txn(
                batch.size() == 1 ? batch.get(0).alone() : together(batch),
                response -> {
                    underWay--;
                    for (int i = 0; i < batch.size(); i++) {
                        batch.get(i).done().accept(batch.size() == 1 ? response : part(response, i));
                    }
                    sendWaiting();
                },
                (cause, refused) -> {
                    underWay--;
                    if (refused && batch.size() > 1) {
                        // One item may be the reason, and the others must not be refused with it.
                        for (Item each : batch) {
                            send(List.of(each));
                        }
                    } else {
                        for (Item each : batch) {
                            each.failed().failed(cause, refused);
                        }
                    }
                    sendWaiting();
                });
    }

    private static TxnRequest together(List<Item> batch) {
        Shared shared = batch.get(0).shared();
        List<Compare> when = new ArrayList<>(shared.when());
        List<RequestOp> then = new ArrayList<>();
        List<RequestOp> otherwise = new ArrayList<>();
        for (Item each : batch) {
            // etcd before 3.6.9 checks no permission of what is nested (GHSA-rfx7-8w68-q57q).
            when.add(Txns.mayBeRead(each.key()));
            then.add(Txns.op(each.own()));
            otherwise.add(Txns.op(Txns.always(each.own().getFailureList().toArray(RequestOp[]::new))));
        }
        then.addAll(shared.then());
        return Txns.of(when, then, otherwise);
    }

    /** What the answer would be if this item had been sent alone. */
    private static TxnResponse part(TxnResponse whole, int index) {
        TxnResponse part = whole.getResponses(index).getResponseTxn();
        return part.toBuilder()
                .setHeader(whole.getHeader())
                .setSucceeded(whole.getSucceeded() && part.getSucceeded())
                .build();
    }

    /**
     * What has to hold for a whole batch, and is done once for the batch.
     *
     * @param then may not write what one of the batch writes
     */
    public record Shared(List<Compare> when, List<RequestOp> then) {

        public static final Shared NOTHING = new Shared(List.of(), List.of());
    }

    /**
     * One transaction of a batch.
     *
     * @param key of the election that it is about
     */
    public record Item(
            ByteString key, Shared shared, TxnRequest own, Consumer<TxnResponse> done, SessionLink.Failure failed) {

        TxnRequest alone() {
            return own.toBuilder()
                    .addAllCompare(shared.when())
                    .addAllSuccess(shared.then())
                    .build();
        }
    }
}
