// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A call while it goes on. Not thread-safe. */
final class OpenCall {

    private final long connection;
    private final int stream;
    private final String method;
    private final int round;
    private final Messages requests = new Messages();
    private final Messages replies = new Messages();
    private OptionalInt status = OptionalInt.empty();

    OpenCall(long connection, int stream, String method, int round) {
        this.connection = connection;
        this.stream = stream;
        this.method = method;
        this.round = round;
    }

    boolean isStream() {
        return Call.isStream(method);
    }

    int round() {
        return round;
    }

    Messages requests() {
        return requests;
    }

    Messages replies() {
        return replies;
    }

    void ended(int withStatus) {
        status = OptionalInt.of(withStatus);
    }

    /** Forgets what has been said; what is said in half is not lost. */
    void forget() {
        requests.forget();
        replies.forget();
    }

    Call asOfNow() {
        return new Call(
                connection,
                stream,
                method,
                round,
                requests.whole,
                replies.whole,
                requests.bytes,
                replies.bytes,
                status);
    }

    /** Puts the length-prefixed messages of one direction together again. */
    static final class Messages {

        private static final int PREFIX_BYTES = 5;

        private final List<ByteString> whole = new ArrayList<>();
        private ByteString unread = ByteString.EMPTY;
        private long bytes;

        void count(int frameBytes) {
            bytes += frameBytes;
        }

        /** Returns whether there is a message more. */
        boolean read(ByteBuffer data) {
            unread = unread.concat(ByteString.copyFrom(data));
            int before = whole.size();
            while (unread.size() >= PREFIX_BYTES) {
                int end = PREFIX_BYTES
                        + unread.substring(1, PREFIX_BYTES)
                                .asReadOnlyByteBuffer()
                                .getInt();
                if (unread.size() < end) {
                    break;
                }
                if (unread.byteAt(0) != 0) {
                    throw new IllegalStateException("compressed messages cannot be read");
                }
                whole.add(unread.substring(PREFIX_BYTES, end));
                unread = unread.substring(end);
            }
            return whole.size() > before;
        }

        private void forget() {
            whole.clear();
            bytes = 0;
        }
    }
}
