// SPDX-License-Identifier: Apache-2.0
/**
 * One candidate in one election: its state, its candidacy, and what its application is told. Uses {@code engine},
 * {@code session}, {@code leadership} and all that these use; used by {@code io.baton.internal}.
 */
@NullMarked
package io.baton.internal.elector;

import org.jspecify.annotations.NullMarked;
