// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.support.HighestOrderValue;
import io.baton.zookeeper.internal.client.AclPolicy;
import io.baton.zookeeper.internal.client.CuratorClient;
import io.baton.zookeeper.internal.client.LeftNodes;
import io.baton.zookeeper.internal.session.ZNodePaths;
import java.util.Set;

/** What the backend gives to each of its sessions. */
record SessionTerms(
        CuratorClient client, ZNodePaths paths, AclPolicy permissions, HighestOrderValue memory, Set<LeftNodes> left) {}
