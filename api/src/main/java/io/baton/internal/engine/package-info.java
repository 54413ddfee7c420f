// SPDX-License-Identifier: Apache-2.0
/**
 * The pure machine: facts in, effects out, time as an argument. No thread, clock, lock or request. Read
 * {@link io.baton.internal.engine.ElectionState} first.
 */
@NullMarked
package io.baton.internal.engine;

import org.jspecify.annotations.NullMarked;
