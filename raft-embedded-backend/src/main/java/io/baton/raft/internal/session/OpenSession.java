// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.spi.support.HighestOrderValue;
import java.util.Optional;

/** The session as its candidacies, queries and polls use it, before it is open too. For the strand only. */
public interface OpenSession extends SessionLink {

    /** The entries, once the session stands and as long as it does. */
    Optional<EntryBatcher> opened();

    boolean isOver();

    HighestOrderValue memory();

    SessionMembers sessionMembers();
}
