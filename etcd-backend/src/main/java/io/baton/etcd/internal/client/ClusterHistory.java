// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client;

import io.etcd.jetcd.api.ResponseHeader;
import java.util.Optional;

/**
 * What the answers of all sessions of a backend have told of the cluster: its id and its greatest revision. A cluster that was
 * restored or replaced contradicts them. Once one has, the backend opens no session any more, also when the cluster answers again:
 * every write brings the revision closer to the one that is known.
 *
 * <p>Written by one session after the other; readable from any thread.
 */
public final class ClusterHistory {

    private static final String ADVICE =
            ". It was restored or replaced, and could give tokens out again, so this process stands"
                    + " in no election any more. Raise the token floor of every election above the greatest token ever used"
                    + " (Baton.raiseTokenFloor in a process that is started now), then restart this process";

    private volatile long cluster;
    private volatile long revision;
    private volatile Optional<Exception> contradiction = Optional.empty();

    /** The greatest revision that any answer has named: to be read before a request is sent. */
    public long revision() {
        return revision;
    }

    /** Why no session can be opened any more. */
    public Optional<Exception> contradiction() {
        return contradiction;
    }

    /**
     * Notes a linearizable answer.
     *
     * @param known the revision that was known when the request was sent; answers may overtake each other
     * @return what contradicts, from now on for ever
     */
    public Optional<Exception> saw(ResponseHeader header, long known) {
        if (contradiction.isEmpty() && header.getRevision() < known) {
            contradict("the etcd cluster answers with revision " + header.getRevision() + ", and this process has seen "
                    + known);
        }
        return note(header);
    }

    /** Notes an answer that may be older than others: a keep-alive. */
    public Optional<Exception> note(ResponseHeader header) {
        long answering = header.getClusterId();
        // What a proxy says by itself has no id.
        if (answering != 0 && cluster != 0 && answering != cluster && contradiction.isEmpty()) {
            contradict("the etcd cluster has the id " + Long.toHexString(answering) + ", and this process has seen "
                    + Long.toHexString(cluster));
        }
        if (cluster == 0) {
            cluster = answering;
        }
        revision = Math.max(revision, header.getRevision());
        return contradiction;
    }

    /** Notes that something which was written is not there any more. */
    public Exception contradict(String what) {
        Exception cause = new IllegalStateException(what + ADVICE);
        contradiction = Optional.of(cause);
        return cause;
    }
}
