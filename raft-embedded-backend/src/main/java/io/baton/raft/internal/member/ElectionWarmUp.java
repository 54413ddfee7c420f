// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.failure.ExceptionText;
import io.baton.spi.support.Strand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes that a JVM needs when its member is elected for the first time: otherwise they are loaded while the group has
 * no Raft leader. A member does it when it has followed one Raft leader for two seconds or more, so that nothing waits for a
 * processor, and not all members at once. Nothing depends on its success. Once in a process is enough.
 */
final class ElectionWarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(ElectionWarmUp.class);
    private static final String LIST = "election-classes.txt";
    private static final Duration SOONEST = Duration.ofSeconds(2);
    private static final Duration SPREAD = Duration.ofSeconds(1);
    private static volatile boolean done;

    private final Strand strand;
    private final Supplier<Optional<String>> leader;
    private final String self;
    private Optional<String> seen = Optional.empty();
    private volatile Strand.Timer next = () -> {};

    /** @param leader the Raft leader that the member follows, for all that it knows */
    ElectionWarmUp(Strand strand, Supplier<Optional<String>> leader, String self) {
        this.strand = strand;
        this.leader = leader;
        this.self = self;
    }

    void begin() {
        Duration delay = SOONEST.plusMillis(ThreadLocalRandom.current().nextLong(SPREAD.toMillis()));
        next = strand.later(delay, this::look);
    }

    private void look() {
        Optional<String> now = leader.get();
        if (now.isEmpty() || !now.equals(seen)) {
            seen = now;
            begin();
        } else if (!now.get().equals(self) && !done) {
            done = true;
            load();
        }
    }

    void cancel() {
        next.cancel();
    }

    private static void load() {
        long begun = System.nanoTime();
        try {
            List<String> names = names();
            names.forEach(ElectionWarmUp::load);
            LOG.debug("loaded {} classes in {}", names.size(), Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            LOG.debug("the first change of the Raft leader will take longer: {}", ExceptionText.text(e));
        }
    }

    private static void load(String name) {
        try {
            var unused = Class.forName(name, true, ElectionWarmUp.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError otherVersion) {
            LOG.debug("class {} is not loaded ahead: {}", name, ExceptionText.text(otherVersion));
        }
    }

    /** The classes, one a line, as {@code -Xlog:class+load} has shown them. */
    static List<String> names() throws IOException {
        try (InputStream list = ElectionWarmUp.class.getResourceAsStream(LIST)) {
            if (list == null) {
                throw new IOException(LIST + " is not in the jar");
            }
            return new String(list.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
    }
}
