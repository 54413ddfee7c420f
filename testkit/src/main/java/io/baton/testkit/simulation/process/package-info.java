// SPDX-License-Identifier: Apache-2.0
/**
 * For readers of the simulator: one simulated process with its clock, its network and its electors. Uses
 * {@code simulation.context} and {@code spi}.
 */
@NullMarked
package io.baton.testkit.simulation.process;

import org.jspecify.annotations.NullMarked;
