// SPDX-License-Identifier: Apache-2.0
/**
 * For readers of the simulator: the in-memory store behind connections that lose and delay messages. Uses
 * {@code simulation.process}, {@code simulation.context} and {@code memory}.
 */
@NullMarked
package io.baton.testkit.simulation.store;

import org.jspecify.annotations.NullMarked;
