// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import io.baton.etcd.server.Http2Frames.Frame;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has been called over one connection. Not thread-safe. */
final class CallConnection {

    private static final int UNKNOWN = 2;

    private final long number;
    private final Ledger ledger;
    private final Http2Frames asked = new Http2Frames(true);
    private final Http2Frames answered = new Http2Frames(false);
    private final Map<Integer, OpenCall> open = new HashMap<>();
    private int roundAnswered;

    CallConnection(long number, Ledger ledger) {
        this.number = number;
        this.ledger = ledger;
    }

    void forget() {
        open.values().removeIf(call -> !call.isStream());
        open.values().forEach(OpenCall::forget);
        roundAnswered = 0;
    }

    void asks(ByteBuffer bytes) {
        asked.read(bytes, this::ask);
    }

    void isAnswered(ByteBuffer bytes) {
        if (!asked.isForeign()) {
            answered.read(bytes, this::answer);
        }
    }

    private void ask(Frame frame) {
        if (frame.type() == Frame.HEADERS) {
            String method = method(asked.decode(frame));
            open.put(frame.stream(), new OpenCall(number, frame.stream(), method, roundAnswered + 1));
        }
        OpenCall call = open.get(frame.stream());
        if (call == null) {
            return;
        }
        call.requests().count(frame.bytes());
        boolean said = frame.type() == Frame.DATA && call.requests().read(frame.content());
        if (frame.type() == Frame.RESET) {
            open.remove(frame.stream());
        } else if (frame.type() == Frame.HEADERS || said) {
            ledger.listed(call);
        }
        // A server need not wait for the end of a call that has one message.
        if (said) {
            ledger.asked(call);
        }
    }

    private void answer(Frame frame) {
        @Nullable Http2Headers headers = frame.type() == Frame.HEADERS ? answered.decode(frame) : null;
        OpenCall call = open.get(frame.stream());
        if (call == null) {
            return;
        }
        call.replies().count(frame.bytes());
        boolean said = frame.type() == Frame.DATA && call.replies().read(frame.content());
        if (said) {
            ledger.listed(call);
        }
        if (frame.endsStream()) {
            open.remove(frame.stream());
            call.ended(headers == null ? UNKNOWN : headers.getInt("grpc-status", UNKNOWN));
            roundAnswered = call.isStream() ? roundAnswered : Math.max(roundAnswered, call.round());
            ledger.answered(call);
        } else if (frame.type() == Frame.RESET) {
            open.remove(frame.stream());
        } else if (call.isStream() && said) {
            ledger.answered(call);
        }
    }

    /** As in {@code /etcdserverpb.KV/Txn}. */
    private static String method(Http2Headers headers) {
        String path = String.valueOf(headers.path());
        return path.substring(path.indexOf('.') + 1);
    }

    /** Where the calls of all connections go, in one order. */
    interface Ledger {
        /** There is something to be told of the call, not for the first time perhaps. */
        void listed(OpenCall call);

        /** Its message has been sent; on a stream, one more. */
        void asked(OpenCall call);

        /** It has been ended by the server; or, on a stream, a message more has come. */
        void answered(OpenCall call);
    }
}
