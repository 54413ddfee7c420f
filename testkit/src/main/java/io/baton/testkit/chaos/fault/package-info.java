// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of chaos runs: faults of workers, of files, of clocks and of the network that every store has in common. Uses
 * {@code chaos}, {@code process.election}, {@code fault}, {@code host} and {@code fixture}.
 */
@NullMarked
package io.baton.testkit.chaos.fault;

import org.jspecify.annotations.NullMarked;
