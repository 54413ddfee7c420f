// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of tests with real servers: processes stand in an election while one fault after the other begins, lasts for a
 * while and is undone, in an order that a seed decides.
 */
@NullMarked
package io.baton.testkit.chaos;

import org.jspecify.annotations.NullMarked;
