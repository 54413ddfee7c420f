// SPDX-License-Identifier: Apache-2.0
/**
 * When the session is proven, what is told of that, and what is known of other sessions' proofs. Uses {@code engine},
 * {@code loop} and {@code report}; used by {@code session}.
 */
@NullMarked
package io.baton.internal.proof;

import org.jspecify.annotations.NullMarked;
