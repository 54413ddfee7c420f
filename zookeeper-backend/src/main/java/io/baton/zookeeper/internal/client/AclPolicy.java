// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

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
public record AclPolicy(List<ACL> acl, boolean orOpen) {

    public AclPolicy {
        acl = List.copyOf(acl);
    }

    public static AclPolicy open() {
        return new AclPolicy(Ids.OPEN_ACL_UNSAFE, false);
    }

    public static AclPolicy creatorAll() {
        return new AclPolicy(Ids.CREATOR_ALL_ACL, false);
    }

    public static AclPolicy readForAll() {
        List<ACL> both = new ArrayList<>(Ids.CREATOR_ALL_ACL);
        both.addAll(Ids.READ_ACL_UNSAFE);
        return new AclPolicy(both, false);
    }

    /** For a client whose authentication is not known here. */
    public static AclPolicy creatorAllOrOpen() {
        return new AclPolicy(Ids.CREATOR_ALL_ACL, true);
    }
}
