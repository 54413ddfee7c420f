// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of one connection. Belongs to the proxy's thread. */
final class Flow {

    /** Nothing will be due without an event on a channel or a command. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int MOST_HELD_BYTES = 4 << 20;

    private final long connection;
    private final Direction direction;
    private final SocketChannel from;
    private final SocketChannel to;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private long heldBytes;
    private boolean ended;
    private boolean finished;
    private boolean blocked;

    Flow(long connection, Direction direction, SocketChannel from, SocketChannel to) {
        this.connection = connection;
        this.direction = direction;
        this.from = from;
        this.to = to;
    }

    /** While cut, nothing is read: the bytes stay where they also would in a network that loses them, at the sender. */
    boolean wantsInput() {
        return !ended && !direction.isCut() && heldBytes < MOST_HELD_BYTES;
    }

    boolean wantsRoom() {
        return blocked && !direction.isCut();
    }

    boolean hasEnded() {
        return ended;
    }

    boolean isFinished() {
        return finished;
    }

    /** Takes in what has been sent so far. */
    void fill(ByteBuffer scratch, long now) throws IOException {
        boolean more = true;
        while (more && wantsInput()) {
            scratch.clear();
            int count = from.read(scratch);
            ended = count < 0;
            more = count > 0;
            if (more) {
                byte[] copy = new byte[count];
                scratch.flip().get(copy);
                chunks.addLast(new Chunk(ByteBuffer.wrap(copy), now + direction.delayNanos()));
                heldBytes += count;
            }
        }
    }

    /** Forwards what may go now. Returns in how many nanoseconds more will be due. */
    long drain(long now) throws IOException {
        blocked = false;
        for (Chunk chunk = chunks.peekFirst(); chunk != null; chunk = chunks.peekFirst()) {
            if (direction.isCut()) {
                return NEVER;
            }
            if (chunk.dueNanos - now > 0) {
                return chunk.dueNanos - now;
            }
            if (!chunk.shown) {
                chunk.shown = true;
                direction.passes(connection, chunk.bytes);
                // Seeing it, the tap may have cut the direction.
                continue;
            }
            heldBytes -= to.write(chunk.bytes);
            if (chunk.bytes.hasRemaining()) {
                blocked = true;
                return NEVER;
            }
            chunks.removeFirst();
        }
        if (ended && !finished && !direction.isCut()) {
            finished = true;
            to.shutdownOutput();
        }
        return NEVER;
    }

    private static final class Chunk {
        private final ByteBuffer bytes;
        private final long dueNanos;
        private boolean shown;

        Chunk(ByteBuffer bytes, long dueNanos) {
            this.bytes = bytes;
            this.dueNanos = dueNanos;
        }
    }
}
