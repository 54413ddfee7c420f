// SPDX-License-Identifier: Apache-2.0
/**
 * Real ZooKeeper servers for the tests of this module, each a process of its own, and the accounts of what they were
 * asked. For authors of tests.
 */
@NullMarked
package io.baton.zookeeper.server;

import org.jspecify.annotations.NullMarked;
