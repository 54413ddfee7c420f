// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a power cut leaves at the end of a log whose last entries were not on the disk yet, and so were promised to no member: a
 * disk writes sectors, in any order, and Ratis 3.3.0 has filled the file with zeros before. It takes such an end for damage.
 * Damage is what has no sector of zeros in it, and is left to Ratis.
 */
final class TornTail {

    private static final Logger LOG = LoggerFactory.getLogger(TornTail.class);
    private static final int SECTOR = 512;
    private static final int HEADER = 8;
    private static final int SUM = Integer.BYTES;
    private static final int MOST_BITS_OF_A_LENGTH = 28;

    /** Within an entry. */
    private static final int LONGEST_ZEROS = 32;

    private TornTail() {}

    /** Cuts it off the part of the log that was written last. */
    static void cutOff(Path groupDir) throws IOException {
        for (Path part : openParts(groupDir.resolve("current"))) {
            OptionalInt end = tornAt(ByteBuffer.wrap(Files.readAllBytes(part)));
            if (end.isPresent()) {
                LOG.warn("{} ends with an entry that was not written in full before a power cut; it is cut off", part);
                try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                    channel.truncate(end.getAsInt());
                    channel.force(true);
                }
            }
        }
    }

    private static List<Path> openParts(Path current) throws IOException {
        if (!Files.isDirectory(current)) {
            return List.of();
        }
        try (var files = Files.list(current)) {
            return files.filter(file -> file.getFileName().toString().startsWith("log_inprogress_"))
                    .toList();
        }
    }

    /** Where the whole entries end, if something torn follows. */
    static OptionalInt tornAt(ByteBuffer part) {
        int at = HEADER;
        while (at < part.limit() && part.get(at) != 0) {
            int end = endOf(part, at);
            if (end < 0 || !isWhole(part, at, end)) {
                return isTorn(part, at, end < 0 ? part.limit() : Math.min(end, part.limit()))
                        ? OptionalInt.of(at)
                        : OptionalInt.empty();
            }
            at = end;
        }
        return isZeros(part, at, part.limit()) || !isZeros(part, at, Math.min(part.limit(), nextSector(at)))
                ? OptionalInt.empty()
                : OptionalInt.of(at);
    }

    /** @return where an entry ends by what it says itself, or less than 0 if it says nothing */
    private static int endOf(ByteBuffer part, int begin) {
        int length = 0;
        int at = begin;
        for (int shift = 0; at < part.limit() && shift < MOST_BITS_OF_A_LENGTH; shift += 7) {
            byte next = part.get(at++);
            length |= (next & 0x7f) << shift;
            if (next >= 0) {
                return at + length + SUM;
            }
        }
        return -1;
    }

    private static boolean isWhole(ByteBuffer part, int begin, int end) {
        if (end <= begin + SUM || end > part.limit()) {
            return false;
        }
        CRC32C sum = new CRC32C();
        sum.update(part.slice(begin, end - SUM - begin));
        return (int) sum.getValue() == part.getInt(end - SUM);
    }

    /**
     * Whether the disk has lost a sector of an entry. What is written goes on up to a lost sector, and has no entry before it;
     * otherwise the length was damaged, and what follows the entry is taken for it.
     */
    private static boolean isTorn(ByteBuffer part, int begin, int end) {
        for (int at = nextSector(begin); at < end; at = nextSector(at)) {
            if (isZeros(part, at, Math.min(part.limit(), nextSector(at)))) {
                return !isZeros(part, Math.max(begin, at - LONGEST_ZEROS), at) && !hasEntry(part, begin + 1, at);
            }
        }
        return false;
    }

    private static boolean hasEntry(ByteBuffer part, int from, int before) {
        for (int at = from; at < before; at++) {
            int end = endOf(part, at);
            if (end <= before && end > at + SUM + 1 && isWhole(part, at, end)) {
                return true;
            }
        }
        return false;
    }

    private static int nextSector(int at) {
        return (at / SECTOR + 1) * SECTOR;
    }

    private static boolean isZeros(ByteBuffer part, int begin, int end) {
        for (int at = begin; at < end; at++) {
            if (part.get(at) != 0) {
                return false;
            }
        }
        return true;
    }
}
