// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Txns;
import io.baton.spi.SessionFacts;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnResponse;
import java.util.List;
import java.util.Optional;

/** The fence of the own session with its sign, and the proofs that rest on them. */
public final class SessionFence {

    private static final byte[] NOTHING = {};

    private final SessionLink link;
    private final SessionFacts facts;
    private final ByteString key;
    private final ByteString sign;
    private final long signCreatedAt;
    private long modifiedAt;
    private long signedAt;

    SessionFence(SessionLink link, SessionFacts facts, KeyValue fence, KeyValue sign) {
        this.link = link;
        this.facts = facts;
        this.key = fence.getKey();
        this.sign = sign.getKey();
        this.signCreatedAt = sign.getCreateRevision();
        this.modifiedAt = fence.getModRevision();
        this.signedAt = sign.getModRevision();
    }

    /** The fence was not written since it was last read, and the sign is the one that others watch. */
    public List<Compare> stands() {
        return List.of(Txns.wasModifiedAt(key, modifiedAt), Txns.wasCreatedAt(sign, signCreatedAt));
    }

    /** Shows those who watch this session that it is alive. */
    public RequestOp sign() {
        return Txns.put(sign, NOTHING, link.lease());
    }

    /** What {@link #judge} has to see when an operation that rests on {@link #stands} was refused. */
    public List<RequestOp> read() {
        return List.of(Txns.get(key), Txns.get(sign));
    }

    public void prove() {
        long sentAt = link.nanos();
        long signedBefore = signedAt;
        link.urgentTxn(
                        Txns.of(stands(), List.of(Txns.get(sign), sign()), read()),
                        response -> {
                            if (response.getSucceeded()) {
                                proven(response, sentAt, signedBefore);
                            } else if (!judge(Txns.one(response, 0), Txns.one(response, 1)) && !link.isOver()) {
                                // What was written has been told already, by another answer that came before this one.
                                facts.fenced();
                            }
                        },
                        (cause, refused) -> facts.unproven(cause));
    }

    /** Of what this session wrote nothing can be older than it was, unless the cluster was restored from a snapshot. */
    private void proven(TxnResponse response, long sentAt, long signedBefore) {
        long found = Txns.modifiedAt(Txns.one(response, 0));
        if (found < signedBefore) {
            link.contradicted("etcd has the sign of session " + link.name() + " as of revision " + found
                            + ", and this process has written it at " + signedBefore);
            return;
        }
        signed(response.getHeader().getRevision());
        facts.proven(sentAt);
    }

    /** An operation that has written the sign was carried out. */
    public void signed(long revision) {
        signedAt = Math.max(signedAt, revision);
    }

    /**
     * Goes on with the fence as it is now.
     *
     * @return whether it was written, which has been told then
     */
    public boolean judge(Optional<KeyValue> fence, Optional<KeyValue> signed) {
        if (fence.isEmpty()) {
            link.lost("its fence key is gone, with its lease or by hand");
        } else if (Txns.createdAt(signed) != signCreatedAt) {
            link.lost("its sign key was deleted");
        } else if (fence.get().getModRevision() > modifiedAt) {
            modifiedAt = fence.get().getModRevision();
            facts.fenced();
            return true;
        }
        return false;
    }
}
