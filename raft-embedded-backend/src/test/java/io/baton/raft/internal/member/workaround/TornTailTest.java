// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Parts of a log, as Ratis writes them: a header, entries with their length and checksum, and zeros. */
class TornTailTest {

    private static final int SECTOR = 512;
    private static final int WHOLE = 1_000;
    private static final int LONG = 3_000;

    private final Random random = new Random(11);
    private final ByteBuffer part = ByteBuffer.allocate(16_384);

    TornTailTest() {
        part.put(new byte[] {'R', 'a', 't', 'i', 's', 'L', 'o', 'g'});
        entry(WHOLE);
    }

    @Test
    void entriesAndZerosAreNoTornTail() {
        entry(LONG);
        assertThat(TornTail.tornAt(part.clear())).isEmpty();
        assertThat(TornTail.tornAt(ByteBuffer.wrap(new byte[0]))).isEmpty();
        assertThat(TornTail.tornAt(ByteBuffer.allocate(3 * SECTOR))).isEmpty();
    }

    @Test
    void eachSectorOfTheLastEntryMayBeLost() {
        int begin = part.position();
        entry(LONG);
        int end = part.position();
        for (int at = begin; at < end; at = (at / SECTOR + 1) * SECTOR) {
            ByteBuffer torn = copy();
            erase(torn, at, Math.min(end, (at / SECTOR + 1) * SECTOR));
            assertThat(TornTail.tornAt(torn)).as("without the sector of %s", at).hasValue(begin);
        }
    }

    @Test
    void allOfItsLaterSectorsMayBeLost() {
        int begin = part.position();
        entry(LONG);
        int end = part.position();
        for (int at = (begin / SECTOR + 1) * SECTOR; at < end; at += SECTOR) {
            ByteBuffer torn = copy();
            erase(torn, at, end);
            assertThat(TornTail.tornAt(torn)).as("up to %s", at).hasValue(begin);
        }
    }

    @Test
    void whatIsDamagedOtherwiseIsLeftToRatis() {
        int begin = part.position();
        entry(LONG);
        for (int at = 8; at < part.position(); at++) {
            ByteBuffer damaged = copy();
            damaged.put(at, (byte) (damaged.get(at) ^ 0x10));
            if ((at != 8 && at != begin) || damaged.get(at) != 0) {
                assertThat(TornTail.tornAt(damaged))
                        .as("a flipped bit at %s", at)
                        .isEmpty();
            }
        }
    }

    private static void erase(ByteBuffer bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            bytes.put(at, (byte) 0);
        }
    }

    private ByteBuffer copy() {
        return ByteBuffer.wrap(part.array().clone());
    }

    private void entry(int length) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        int begin = part.position();
        part.put((byte) (length | 0x80)).put((byte) (length >> 7)).put(content);
        CRC32C sum = new CRC32C();
        sum.update(part.slice(begin, part.position() - begin));
        part.putInt((int) sum.getValue());
    }
}
