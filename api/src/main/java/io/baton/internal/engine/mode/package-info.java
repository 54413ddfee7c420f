// SPDX-License-Identifier: Apache-2.0
/**
 * The modes of a candidate, one class each, and how one follows from another. Uses {@code io.baton.internal.engine} only; read
 * {@link io.baton.internal.engine.mode.ModeTransitions} first.
 */
@NullMarked
package io.baton.internal.engine.mode;

import org.jspecify.annotations.NullMarked;
