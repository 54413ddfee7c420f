// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.Compare.CompareResult;
import io.etcd.jetcd.api.Compare.CompareTarget;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeRequest.SortOrder;
import io.etcd.jetcd.api.RangeRequest.SortTarget;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.ResponseOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.List;
import java.util.Optional;

/** The parts that transactions are made of. Reads in a transaction that writes nothing are linearizable too. */
public final class Txns {

    private Txns() {}

    public static TxnRequest of(List<Compare> when, List<RequestOp> then, List<RequestOp> otherwise) {
        return TxnRequest.newBuilder()
                .addAllCompare(when)
                .addAllSuccess(then)
                .addAllFailure(otherwise)
                .build();
    }

    public static TxnRequest always(RequestOp... ops) {
        return TxnRequest.newBuilder().addAllSuccess(List.of(ops)).build();
    }

    /** Revision 0: it does not exist. */
    public static Compare wasCreatedAt(ByteString key, long revision) {
        return compare(key, CompareTarget.CREATE).setCreateRevision(revision).build();
    }

    public static Compare exists(ByteString key) {
        return compare(key, CompareTarget.CREATE)
                .setResult(CompareResult.GREATER)
                .setCreateRevision(0)
                .build();
    }

    /** Holds always, but asking is refused to a user who may not read the key. */
    public static Compare mayBeRead(ByteString key) {
        return compare(key, CompareTarget.CREATE)
                .setResult(CompareResult.GREATER)
                .setCreateRevision(-1)
                .build();
    }

    public static Compare wasModifiedAt(ByteString key, long revision) {
        return compare(key, CompareTarget.MOD).setModRevision(revision).build();
    }

    /** No key begins with this prefix; the prefix ends with a slash. */
    public static Compare hasNoneBelow(ByteString prefix) {
        return compare(prefix, CompareTarget.VERSION)
                .setRangeEnd(endOf(prefix))
                .setVersion(0)
                .build();
    }

    public static Compare is(ByteString key, byte[] value) {
        return compare(key, CompareTarget.VALUE)
                .setValue(ByteString.copyFrom(value))
                .build();
    }

    private static Compare.Builder compare(ByteString key, CompareTarget target) {
        return Compare.newBuilder().setKey(key).setTarget(target).setResult(CompareResult.EQUAL);
    }

    public static RequestOp put(ByteString key, byte[] value) {
        return put(key, value, 0);
    }

    public static RequestOp put(ByteString key, byte[] value, long lease) {
        return op(PutRequest.newBuilder()
                .setKey(key)
                .setValue(ByteString.copyFrom(value))
                .setLease(lease));
    }

    /** Leaves a key that exists to the lease that it has. */
    public static RequestOp putUnderItsLease(ByteString key, byte[] value) {
        return op(PutRequest.newBuilder()
                .setKey(key)
                .setValue(ByteString.copyFrom(value))
                .setIgnoreLease(true));
    }

    private static RequestOp op(PutRequest.Builder put) {
        return RequestOp.newBuilder().setRequestPut(put).build();
    }

    public static RequestOp get(ByteString key) {
        return op(RangeRequest.newBuilder().setKey(key));
    }

    /** The keys with this prefix in the order of their creation. */
    public static RangeRequest.Builder oldestFirst(ByteString prefix) {
        return sorted(prefix, SortOrder.ASCEND);
    }

    public static RangeRequest.Builder newestFirst(ByteString prefix) {
        return sorted(prefix, SortOrder.DESCEND);
    }

    private static RangeRequest.Builder sorted(ByteString prefix, SortOrder order) {
        return RangeRequest.newBuilder()
                .setKey(prefix)
                .setRangeEnd(endOf(prefix))
                .setSortTarget(SortTarget.CREATE)
                .setSortOrder(order);
    }

    /** The first key after all that begin with a prefix; the prefix ends with a slash. */
    public static ByteString endOf(ByteString prefix) {
        byte[] end = prefix.toByteArray();
        end[end.length - 1]++;
        return ByteString.copyFrom(end);
    }

    public static RequestOp op(RangeRequest.Builder range) {
        return RequestOp.newBuilder().setRequestRange(range).build();
    }

    public static RequestOp delete(ByteString key) {
        return RequestOp.newBuilder()
                .setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(key))
                .build();
    }

    public static RequestOp op(TxnRequest nested) {
        return RequestOp.newBuilder().setRequestTxn(nested).build();
    }

    /** What a get has found. */
    static Optional<KeyValue> one(ResponseOp response) {
        return response.getResponseRange().getKvsList().stream().findFirst();
    }

    public static Optional<KeyValue> one(TxnResponse response, int op) {
        return one(response.getResponses(op));
    }

    public static long createdAt(Optional<KeyValue> key) {
        return key.map(KeyValue::getCreateRevision).orElse(0L);
    }

    public static long modifiedAt(Optional<KeyValue> key) {
        return key.map(KeyValue::getModRevision).orElse(0L);
    }
}
