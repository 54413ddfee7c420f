// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.support.HighestOrderValue;
import java.util.Set;

/** What a session is opened with. */
record SessionTerms(
        CuratorClient client, ZNodePaths paths, AclPolicy permissions, HighestOrderValue memory, Set<LeftNodes> left) {}
