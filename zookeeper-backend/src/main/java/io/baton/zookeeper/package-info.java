// SPDX-License-Identifier: Apache-2.0
/** For users of Apache ZooKeeper: elections kept in ZooKeeper. Wires the packages below {@code internal}, which users do not need. */
@NullMarked
package io.baton.zookeeper;

import org.jspecify.annotations.NullMarked;
