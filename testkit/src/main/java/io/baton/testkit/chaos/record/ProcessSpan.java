// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.record;

/**
 * From when to when a process took part, by {@code System.nanoTime()}.
 *
 * @param name as in {@link io.baton.testkit.process.election.LeadershipSpan#worker()}
 */
public record ProcessSpan(String name, long from, long to) {}
