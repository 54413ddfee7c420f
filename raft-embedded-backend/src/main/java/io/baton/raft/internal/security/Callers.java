// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.security;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.proto.RaftProtos.RaftClientRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;

/**
 * The processes whose requests are being carried out, by request: Ratis carries a request out on another thread than that of its
 * call. For messages to people, not for decisions: a caller chooses the numbers of its requests. Thread-safe.
 */
public final class Callers {

    private final Map<Request, Caller> underWay = new ConcurrentHashMap<>();

    private record Request(ByteString client, long call) {}

    /** The process that has sent a request, or nothing known of it. */
    String describe(RaftClientRequest request) {
        Caller caller = underWay.get(new Request(request.getClientId().toByteString(), request.getCallId()));
        return caller == null ? "a process that is not known" : caller + " at " + caller.address();
    }

    /** Remembers the sender of a call's request until the call ends. */
    <Q> ServerCall.Listener<Q> listen(Caller caller, ServerCall.Listener<Q> next) {
        return new Listening<>(caller, next);
    }

    private final class Listening<Q> extends SimpleForwardingServerCallListener<Q> {

        private final Caller caller;
        private Request last = new Request(ByteString.EMPTY, 0);

        Listening(Caller caller, ServerCall.Listener<Q> next) {
            super(next);
            this.caller = caller;
        }

        @Override
        public void onMessage(Q message) {
            if (message instanceof RaftClientRequestProto request) {
                RaftRpcRequestProto sent = request.getRpcRequest();
                underWay.remove(last);
                last = new Request(sent.getRequestorId(), sent.getCallId());
                underWay.put(last, caller);
            }
            super.onMessage(message);
        }

        @Override
        public void onComplete() {
            underWay.remove(last);
            super.onComplete();
        }

        @Override
        public void onCancel() {
            underWay.remove(last);
            super.onCancel();
        }
    }
}
