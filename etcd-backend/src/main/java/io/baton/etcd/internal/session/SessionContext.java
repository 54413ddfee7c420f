// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the candidacies and the queries of one session share. For the strand only. */
public final class SessionContext {

    private final SessionLink link;
    private final SessionMembers members;
    private final TxnBatcher entries;
    private final TxnBatcher bids;
    private final TxnBatcher bidsAhead;
    private final TxnBatcher releases;
    private final TxnBatcher reads;
    private @Nullable OpenSession open;

    SessionContext(SessionLink link, SkippedKeys skippedKeys) {
        this.link = link;
        members = new SessionMembers(skippedKeys);
        entries = new TxnBatcher(link);
        bids = new TxnBatcher(link);
        bidsAhead = new TxnBatcher(link);
        releases = new TxnBatcher(link);
        reads = new TxnBatcher(link);
    }

    public SessionLink link() {
        return link;
    }

    /** What there is once the session is open, and as long as it is. */
    public Optional<OpenSession> opened() {
        return link.isOver() ? Optional.empty() : everOpened();
    }

    /** The same, also after the end of the session. */
    Optional<OpenSession> everOpened() {
        return Optional.ofNullable(open);
    }

    void open(OpenSession opened) {
        open = opened;
    }

    /** How long a proof is valid; zero unless the session is open. */
    public long validityNanos() {
        return opened().map(OpenSession::validityNanos).orElse(0L);
    }

    public SessionMembers members() {
        return members;
    }

    public TxnBatcher entries() {
        return entries;
    }

    public TxnBatcher bids() {
        return bids;
    }

    /** Apart from those of candidacies whose turn has come, which wait for no others. */
    public TxnBatcher bidsAhead() {
        return bidsAhead;
    }

    public TxnBatcher releases() {
        return releases;
    }

    /** What is read of one key each. */
    public TxnBatcher reads() {
        return reads;
    }
}
