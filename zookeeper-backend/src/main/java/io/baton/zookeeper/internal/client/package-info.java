// SPDX-License-Identifier: Apache-2.0
/** ZooKeeper's client over Curator: connecting, asking, listing and deleting. Knows nothing of elections; uses no other package of Baton's ZooKeeper backend. */
@NullMarked
package io.baton.zookeeper.internal.client;

import org.jspecify.annotations.NullMarked;
