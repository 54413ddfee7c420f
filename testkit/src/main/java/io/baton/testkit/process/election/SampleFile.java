// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.baton.testkit.process.election.LeadershipSpan.Bracket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one process was told about its leaderships, in memory that is a file: it survives the process, however it ends.
 * Written by one thread.
 */
public final class SampleFile {

    private static final int MOST_HOLDINGS = 1024;
    private static final int LONGS = 8;
    private static final int TOKEN = 0;
    private static final int FIRST_FROM = 1;
    private static final int FIRST_TO = 2;
    private static final int LAST_FROM = 3;
    private static final int LAST_TO = 4;
    private static final int SAMPLES = 5;
    private static final int WIDEST = 6;
    private static final int REVIVED = 7;

    private final LongBuffer memory;
    private int used;

    private SampleFile(LongBuffer memory) {
        this.memory = memory;
    }

    /** A file that must not exist yet. */
    public static SampleFile create(Path file) {
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE)) {
            long size = (long) MOST_HOLDINGS * LONGS * Long.BYTES;
            return new SampleFile(channel.map(MapMode.READ_WRITE, 0, size).asLongBuffer());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + file, e);
        }
    }

    /** The place for one more leadership, which has been found held. */
    Slot begin(long token, long from, long to) {
        if (used == MOST_HOLDINGS) {
            throw new IllegalStateException("more than " + MOST_HOLDINGS + " leaderships in one process");
        }
        int at = used++ * LONGS;
        memory.put(at + FIRST_FROM, from);
        memory.put(at + FIRST_TO, to);
        memory.put(at + LAST_FROM, from);
        memory.put(at + LAST_TO, to);
        memory.put(at + SAMPLES, 1);
        memory.put(at + TOKEN, token);
        return new Slot(at);
    }

    /** Where the answers about one leadership are kept. */
    final class Slot {

        private final int at;

        private Slot(int at) {
            this.at = at;
        }

        /**
         * @param revived whether the opposite was answered before
         */
        void held(long from, long to, boolean revived) {
            long gap = from - memory.get(at + LAST_FROM);
            memory.put(at + WIDEST, Math.max(gap, memory.get(at + WIDEST)));
            memory.put(at + LAST_FROM, from);
            memory.put(at + LAST_TO, to);
            memory.put(at + SAMPLES, memory.get(at + SAMPLES) + 1);
            if (revived) {
                memory.put(at + REVIVED, 1);
            }
        }
    }

    /** The leaderships of a process, which may still write; none if it has not come as far as making its file. */
    static List<LeadershipSpan> read(Path file, String worker) {
        List<LeadershipSpan> holdings = new ArrayList<>();
        try {
            LongBuffer memory = ByteBuffer.wrap(Files.exists(file) ? Files.readAllBytes(file) : new byte[0])
                    .asLongBuffer();
            for (int at = 0; at < memory.limit() && memory.get(at + TOKEN) != 0; at += LONGS) {
                holdings.add(new LeadershipSpan(
                        worker,
                        memory.get(at + TOKEN),
                        new Bracket(memory.get(at + FIRST_FROM), memory.get(at + FIRST_TO)),
                        new Bracket(memory.get(at + LAST_FROM), memory.get(at + LAST_TO)),
                        memory.get(at + SAMPLES),
                        memory.get(at + WIDEST),
                        memory.get(at + REVIVED) != 0));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return holdings;
    }
}
