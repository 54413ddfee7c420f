// SPDX-License-Identifier: Apache-2.0
/** The contract of all backends, on a real ZooKeeper server. */
@NullMarked
package io.baton.zookeeper.contract;

import org.jspecify.annotations.NullMarked;
