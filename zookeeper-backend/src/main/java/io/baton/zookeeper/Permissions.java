// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.data.ACL;

/**
 * What nodes are created with.
 *
 * @param acl tried first
 * @param orOpen whether everything is left open when the server says that this client is not authenticated
 */
record Permissions(List<ACL> acl, boolean orOpen) {

    Permissions {
        acl = List.copyOf(acl);
    }

    static Permissions open() {
        return new Permissions(Ids.OPEN_ACL_UNSAFE, false);
    }

    static Permissions creatorAll() {
        return new Permissions(Ids.CREATOR_ALL_ACL, false);
    }

    static Permissions readForAll() {
        List<ACL> both = new ArrayList<>(Ids.CREATOR_ALL_ACL);
        both.addAll(Ids.READ_ACL_UNSAFE);
        return new Permissions(both, false);
    }

    /** For a client whose authentication is not known here. */
    static Permissions creatorAllOrOpen() {
        return new Permissions(Ids.CREATOR_ALL_ACL, true);
    }
}
