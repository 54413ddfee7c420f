// SPDX-License-Identifier: Apache-2.0
/**
 * What Baton promises over ZooKeeper, held against real servers through the API of its users: what it costs, how it
 * stands beside Curator's {@code LeaderLatch}, what it says when something is wrong, and where its limits are.
 */
@NullMarked
package io.baton.zookeeper.acceptance;

import org.jspecify.annotations.NullMarked;
