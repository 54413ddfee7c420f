// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.member;

import io.baton.spi.support.Strand;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;

/** One call of gRPC, a stream or a single request, that answers on the strand. */
public final class GrpcCall<Q, R> extends ClientCall.Listener<R> {

    /** Messages of a stream that may wait for the strand: asked for one by one, each would come a turn of two threads later. */
    private static final int AHEAD = 16;

    private final ClientCall<Q, R> call;
    private final Strand strand;
    private final Answers<R> answers;
    private boolean over;

    GrpcCall(ClientCall<Q, R> call, Strand strand, Answers<R> answers) {
        this.call = call;
        this.strand = strand;
        this.answers = answers;
    }

    void start(Metadata headers) {
        call.start(this, headers);
        call.request(AHEAD);
    }

    public void send(Q message) {
        call.sendMessage(message);
    }

    /** The last request; a server ends the call when it has answered it. */
    public void sendLast(Q message) {
        call.sendMessage(message);
        call.halfClose();
    }

    /** There will be no further request. */
    public void sendNoMore() {
        if (!over) {
            call.halfClose();
        }
    }

    /** Ends the call, if it has not ended; nothing is answered after this. */
    public void cancel(String why) {
        if (!over) {
            over = true;
            call.cancel(why, null);
        }
    }

    // gRPC would keep to itself what is thrown here; the strand reports it.
    @Override
    public void onMessage(R message) {
        strand.run(() -> {
            if (!over) {
                answers.answered(message);
                call.request(1);
            }
        });
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        strand.run(() -> {
            if (!over) {
                over = true;
                answers.ended(status);
            }
        });
    }

    public interface Answers<R> {

        void answered(R message);

        /** The last call. */
        void ended(Status status);
    }
}
