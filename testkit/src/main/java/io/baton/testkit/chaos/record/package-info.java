// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of reports: what a chaos run has recorded, as values. Uses {@code process.election} and {@code history}.
 */
@NullMarked
package io.baton.testkit.chaos.record;

import org.jspecify.annotations.NullMarked;
