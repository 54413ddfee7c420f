// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.record;

import java.time.Duration;

/**
 * How long everything was to last.
 *
 * @param lease of the candidates' sessions
 * @param planned for how long faults were to be begun
 * @param leastHeld how long a fault lasted at least
 * @param mostHeld how long a fault lasted at most
 * @param promised the time in which there is a leader again
 * @param asserted the same as it was asserted: more on a machine that does other things as well
 */
public record RunTiming(
        Duration lease,
        Duration planned,
        Duration leastHeld,
        Duration mostHeld,
        Duration promised,
        Duration asserted) {}
