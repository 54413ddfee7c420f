// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Puts the length-prefixed frames of one direction of one connection together again. */
final class Frames {

    /** No server of the tests takes more; four letter words, read as a length, are far above. */
    private static final int LONGEST = 16 << 20;

    private ByteBuffer unread = ByteBuffer.allocate(0);
    private boolean foreign;

    void read(ByteBuffer bytes, Consumer<ByteBuffer> frames) {
        if (foreign) {
            return;
        }
        ByteBuffer all = ByteBuffer.allocate(unread.remaining() + bytes.remaining());
        unread = all.put(unread).put(bytes).flip();
        while (unread.remaining() >= Integer.BYTES) {
            int length = unread.getInt(unread.position());
            if (length < 0 || length > LONGEST) {
                foreign = true;
                return;
            }
            if (unread.remaining() < Integer.BYTES + length) {
                return;
            }
            int start = unread.position() + Integer.BYTES;
            frames.accept(unread.slice(start, length));
            unread.position(start + length);
        }
    }
}
