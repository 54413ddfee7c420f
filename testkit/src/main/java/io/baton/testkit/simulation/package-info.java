// SPDX-License-Identifier: Apache-2.0
/**
 * For readers who want to see the protocol attacked: a seeded, single-threaded simulator that runs the real engine of
 * several processes on a virtual clock, against a store whose messages an adversary delays, loses and repeats. Start with
 * {@link io.baton.testkit.simulation.Simulation}; what it holds the engine to is in {@code InvariantChecker}. Uses the packages
 * below it and {@code memory}.
 */
@NullMarked
package io.baton.testkit.simulation;

import org.jspecify.annotations.NullMarked;
