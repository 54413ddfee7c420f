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

/** The fence and the heartbeat key of the own session, and the proofs that write them. */
public final class SessionFence {

    private static final byte[] NOTHING = {};

    private final SessionLink link;
    private final SessionFacts facts;
    private final ByteString key;
    private final ByteString heartbeat;
    private final long heartbeatCreatedAt;
    private long modifiedAt;
    private long writtenAt;
    private Optional<Proof> lastProof = Optional.empty();

    SessionFence(SessionLink link, SessionFacts facts, KeyValue fence, KeyValue heartbeat) {
        this.link = link;
        this.facts = facts;
        this.key = fence.getKey();
        this.heartbeat = heartbeat.getKey();
        this.heartbeatCreatedAt = heartbeat.getCreateRevision();
        this.modifiedAt = fence.getModRevision();
        this.writtenAt = heartbeat.getModRevision();
    }

    /** The fence was not written since it was last read, and the heartbeat key is the one that others watch. */
    public List<Compare> unchanged() {
        return List.of(Txns.wasModifiedAt(key, modifiedAt), Txns.wasCreatedAt(heartbeat, heartbeatCreatedAt));
    }

    /** Writes the heartbeat key, which shows the sessions that watch it that this session is alive. */
    public RequestOp writeHeartbeat() {
        return Txns.put(heartbeat, NOTHING, link.lease());
    }

    /** What {@link #judge} needs when an operation that compares {@link #unchanged} was refused. */
    public List<RequestOp> read() {
        return List.of(Txns.get(key), Txns.get(heartbeat));
    }

    /** To be called before an operation is sent that compares {@link #unchanged} and writes the heartbeat. */
    public Proof begin() {
        return new Proof(link.nanos(), modifiedAt);
    }

    public void prove() {
        Proof proof = begin();
        long writtenBefore = writtenAt;
        link.urgentTxn(
                Txns.of(unchanged(), List.of(Txns.get(heartbeat), writeHeartbeat()), read()),
                response -> {
                    if (response.getSucceeded()) {
                        proven(response, proof, writtenBefore);
                    } else if (!judge(Txns.one(response, 0), Txns.one(response, 1)) && !link.isOver()) {
                        // The new fence has been reported already, after another answer that came before this one.
                        facts.fenced();
                    }
                },
                (cause, refused) -> facts.unproven(cause));
    }

    /** The key cannot be older than this session has written it, unless the cluster was restored from a snapshot. */
    private void proven(TxnResponse response, Proof proof, long writtenBefore) {
        long found = Txns.modifiedAt(Txns.one(response, 0));
        if (found < writtenBefore) {
            link.contradicted("etcd has the sign of session " + link.name() + " as of revision " + found
                    + ", and this process has written it at " + writtenBefore);
            return;
        }
        succeeded(proof, response);
        facts.proven(proof.sentAt());
    }

    /** The operation was carried out. */
    public void succeeded(Proof proof, TxnResponse response) {
        writtenAt = Math.max(writtenAt, response.getHeader().getRevision());
        if (lastProof.filter(last -> last.isAfter(proof)).isEmpty()) {
            lastProof = Optional.of(proof);
        }
    }

    /** The last proof that has succeeded, unless the fence is known to have been written since it was sent. */
    public Optional<Proof> lastProof() {
        return lastProof.filter(last -> last.fence() == modifiedAt);
    }

    /** The version of the fence that was read last. */
    public long version() {
        return modifiedAt;
    }

    /**
     * Goes on with the fence as it is now.
     *
     * @return whether it was written, which has been reported then
     */
    public boolean judge(Optional<KeyValue> fence, Optional<KeyValue> ownHeartbeat) {
        if (fence.isEmpty()) {
            link.lost("its fence key is gone, with its lease or by hand");
        } else if (Txns.createdAt(ownHeartbeat) != heartbeatCreatedAt) {
            link.lost("its heartbeat key was deleted");
        } else if (fence.get().getModRevision() > modifiedAt) {
            modifiedAt = fence.get().getModRevision();
            facts.fenced();
            return true;
        }
        return false;
    }

    /**
     * An operation that proves the session alive if it is carried out.
     *
     * @param sentAt the clock's reading from before it was sent
     * @param fence the version of the fence that it rests on
     */
    public record Proof(long sentAt, long fence) {

        private boolean isAfter(Proof other) {
            return fence > other.fence || (fence == other.fence && sentAt > other.sentAt);
        }
    }
}
