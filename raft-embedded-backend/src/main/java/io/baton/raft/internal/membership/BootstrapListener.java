// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import java.io.IOException;
import org.apache.ratis.protocol.RaftGroupId;

/** Hears what the bootstrap of a member cannot do by itself; on the thread of the bootstrap. */
public interface BootstrapListener {

    /** This member takes no part. */
    void refused(IOException why);

    /** The group that this member founds does not come about, so that it has to begin again. */
    void delayed();

    /** This member has heard nothing of its group, and there is another one for it: it has to begin again without. */
    void leaves(RaftGroupId unheard);
}
