// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import io.baton.spi.support.AsyncLogger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The nodes in queues that are no candidates: skipped, and logged once in a session. For the strand only. */
public final class ForeignNodes {

    private static final AsyncLogger LOG = AsyncLogger.of(ForeignNodes.class);
    private static final int MOST_REMEMBERED = 10_000;

    private final Set<String> skipped = new HashSet<>();

    /** The candidates among the children of a queue, in its order; the children whose names are not a candidate's are skipped. */
    public List<QueueNode> candidates(String queue, Collection<String> children) {
        List<QueueNode> candidates = new ArrayList<>();
        for (String name : children) {
            Optional<QueueNode> node = QueueNode.parse(name);
            if (node.isPresent()) {
                candidates.add(node.get());
            } else {
                skip(queue + "/" + name);
            }
        }
        Collections.sort(candidates);
        return candidates;
    }

    /** Notes a node that is none of a candidate, though its name may be. */
    public void skip(String path) {
        if (skipped.size() < MOST_REMEMBERED && skipped.add(path)) {
            LOG.warn("skipping {}: it lies among the candidates of an election but is none", path);
        }
    }

    public boolean isSkipped(String path) {
        return skipped.contains(path);
    }
}
