// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of tests with real servers: processes stand in an election while one fault after the other begins, lasts for a
 * while and is undone, in an order that a seed decides. Uses {@code chaos.record}, {@code chaos.report}, {@code process.election},
 * {@code history} and {@code fixture}.
 */
@NullMarked
package io.baton.testkit.chaos;

import org.jspecify.annotations.NullMarked;
