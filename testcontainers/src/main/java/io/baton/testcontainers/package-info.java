// SPDX-License-Identifier: Apache-2.0
/**
 * The stores of elections in containers, for tests of applications that elect: {@link io.baton.testcontainers.ZooKeeperContainer}, {@link
 * io.baton.testcontainers.EtcdContainer} and {@link io.baton.testcontainers.RaftGroupContainers}, with three servers each where a test wants
 * to lose one, and {@link io.baton.testcontainers.ContainerFaults} to lose it. For authors of tests.
 */
@NullMarked
package io.baton.testcontainers;

import org.jspecify.annotations.NullMarked;
