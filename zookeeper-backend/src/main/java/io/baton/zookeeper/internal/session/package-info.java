// SPDX-License-Identifier: Apache-2.0
/** One session in ZooKeeper: its nodes, names, records, fence and heartbeats, from its opening to its end. Uses {@code internal.client} only. */
@NullMarked
package io.baton.zookeeper.internal.session;

import org.jspecify.annotations.NullMarked;
