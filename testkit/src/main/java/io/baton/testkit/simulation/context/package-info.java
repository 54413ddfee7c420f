// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of a {@link io.baton.testkit.simulation.context.StoreModel}: what all processes of a simulation share, such as time, chance and the
 * faults that are allowed, and the check of the invariants. Uses {@code memory}.
 */
@NullMarked
package io.baton.testkit.simulation.context;

import org.jspecify.annotations.NullMarked;
