// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/** Puts the frames of one direction of one HTTP/2 connection together again. Not thread-safe. */
final class Http2Frames {

    private static final ByteBuffer PREFACE = ByteBuffer.wrap("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII))
            .asReadOnlyBuffer();
    private static final int FRAME_HEADER_BYTES = 9;
    private static final int END_HEADERS = 0x4;

    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private ByteBuffer unread = ByteBuffer.allocate(0);
    private Optional<Frame> headersSoFar = Optional.empty();
    private boolean prefaceIsDue;
    private boolean foreign;

    /** @param ofClient whether it begins with what a client of HTTP/2 says first */
    Http2Frames(boolean ofClient) {
        prefaceIsDue = ofClient;
    }

    /** Whether it is none of HTTP/2, and shows no frames. */
    boolean isForeign() {
        return foreign;
    }

    void read(ByteBuffer bytes, Consumer<Frame> frames) {
        ByteBuffer all = ByteBuffer.allocate(unread.remaining() + bytes.remaining());
        unread = all.put(unread).put(bytes).flip();
        if (prefaceIsDue) {
            readPreface();
        }
        while (!prefaceIsDue && !foreign && unread.remaining() >= FRAME_HEADER_BYTES) {
            int at = unread.position();
            int length = unread.getInt(at) >>> 8;
            int end = FRAME_HEADER_BYTES + length;
            if (unread.remaining() < end) {
                return;
            }
            ByteBuffer payload = unread.slice(at + FRAME_HEADER_BYTES, length);
            int stream = unread.getInt(at + 5) & Integer.MAX_VALUE;
            Frame frame = new Frame(unread.get(at + 3), unread.get(at + 4), stream, payload, end);
            unread.position(at + end);
            accept(frame, frames);
        }
    }

    private void readPreface() {
        int length = Math.min(unread.remaining(), PREFACE.remaining());
        foreign = !unread.slice(unread.position(), length).equals(PREFACE.slice(0, length));
        if (length == PREFACE.remaining() || foreign) {
            prefaceIsDue = false;
            unread.position(unread.position() + length);
        }
    }

    /** A block of headers that comes in several frames becomes one frame. */
    private void accept(Frame frame, Consumer<Frame> frames) {
        boolean isPart = frame.type == Frame.HEADERS || frame.type == Frame.CONTINUATION;
        Frame all = headersSoFar.map(before -> before.with(frame)).orElse(frame);
        boolean goesOn = isPart && (frame.flags & END_HEADERS) == 0;
        headersSoFar = goesOn ? Optional.of(all) : Optional.empty();
        if (!goesOn) {
            frames.accept(all);
        }
    }

    /** To be called once for each frame of headers: how they are written depends on those before. */
    Http2Headers decode(Frame headers) {
        try {
            return decoder.decodeHeaders(headers.stream, Unpooled.wrappedBuffer(headers.content()));
        } catch (Http2Exception e) {
            throw new IllegalStateException("headers cannot be read", e);
        }
    }

    /**
     * A frame as HTTP/2 defines it.
     *
     * @param bytes with the frame's own header
     */
    record Frame(int type, int flags, int stream, ByteBuffer payload, int bytes) {

        static final int DATA = 0;
        static final int HEADERS = 1;
        static final int RESET = 3;

        private static final int CONTINUATION = 9;
        private static final int END_STREAM = 0x1;
        private static final int PADDED = 0x8;
        private static final int WITH_PRIORITY = 0x20;
        private static final int PRIORITY_BYTES = 5;

        boolean endsStream() {
            return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        }

        /** The payload of data or of headers, without what stands around it. */
        ByteBuffer content() {
            int start = 0;
            int padding = 0;
            if ((flags & PADDED) != 0) {
                padding = payload.get(0) & 0xff;
                start = 1;
            }
            if (type == HEADERS && (flags & WITH_PRIORITY) != 0) {
                start += PRIORITY_BYTES;
            }
            return payload.slice(start, payload.remaining() - start - padding);
        }

        private Frame with(Frame continuation) {
            ByteBuffer first = content();
            ByteBuffer all = ByteBuffer.allocate(first.remaining() + continuation.payload.remaining());
            all.put(first).put(continuation.payload.duplicate()).flip();
            return new Frame(type, flags & END_STREAM, stream, all, bytes + continuation.bytes);
        }
    }
}
