// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import io.baton.spi.SessionRequest;
import io.baton.spi.support.Strand;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;

/**
 * A session as its parts and members see it: how they reach the store, and how they tell that the session cannot go on. For
 * the strand only, but for {@link #strand} and {@link #request}.
 */
public interface SessionLink {

    Strand strand();

    SessionRequest request();

    /** What stays the same as long as the session stands; empty before it was opened. */
    Optional<SessionContext> context();

    /** The same while the session has a connection; empty while it has none. */
    Optional<SessionContext> connected();

    boolean isOver();

    /** Ends the session if that is what an error says. */
    void check(Code code);

    /** Ends the session, which has lost a node that it cannot go on without. */
    void lost(String how);
}
