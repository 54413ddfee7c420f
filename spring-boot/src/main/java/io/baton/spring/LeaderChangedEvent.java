// SPDX-License-Identifier: Apache-2.0
package io.baton.spring;

import io.baton.Leader;
import java.util.Optional;

/**
 * Another candidate leads an election, perhaps of another process, or no candidate does. Changes that follow one another quickly
 * may be published as one.
 *
 * @param election the election's name
 * @param leader who leads, as the store told it; nothing if no candidate leads
 */
public record LeaderChangedEvent(String election, Optional<Leader> leader) {}
