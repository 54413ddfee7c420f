// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration of one connection: its keys are read, checked and turned into durations. Uses the durations of
 * {@code engine}; used by every package here that has a duration or a limit to read.
 */
@NullMarked
package io.baton.internal.config;

import org.jspecify.annotations.NullMarked;
