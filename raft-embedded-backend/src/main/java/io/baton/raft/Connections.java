// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.spi.support.Strand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.protocol.RaftPeerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces connections that have broken. Ratis does not do so by itself, and waits up to five seconds for what is under way
 * on the old one. What was sent before a connection was replaced does not have the new one replaced too. For the strand only.
 */
final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(2);

    private final Strand strand;
    private final RaftClientRpc rpc;
    private final Strand closer =
            new Strand("baton-raft-connections", fault -> LOG.debug("a connection did not end cleanly", fault));
    private final Map<RaftPeerId, Integer> generations = new HashMap<>();
    private final Set<RaftPeerId> underWay = new HashSet<>();

    Connections(Strand strand, RaftClientRpc rpc) {
        this.strand = strand;
        this.rpc = rpc;
    }

    /** Which connection to that member is in use. */
    int generation(RaftPeerId member) {
        return generations.getOrDefault(member, 0);
    }

    /** What was sent over that connection has failed with it. */
    void broken(RaftPeerId member, int generation, Throwable failure) {
        if (generation != generation(member) || !underWay.add(member)) {
            return;
        }
        closer.run(() -> {
            rpc.handleException(member, failure, true);
            strand.run(() -> {
                generations.put(member, generation + 1);
                underWay.remove(member);
            });
        });
    }

    void close() {
        closer.run(this::disconnect);
        closer.stop();
        try {
            closer.awaitStop(CLOSE_BOUND);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void disconnect() {
        try {
            rpc.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
