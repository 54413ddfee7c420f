// SPDX-License-Identifier: Apache-2.0
/**
 * What follows when the store refuses: the pauses and the lines of the log. Uses no other package here; used by
 * {@code session} and {@code elector}.
 */
@NullMarked
package io.baton.internal.refusal;

import org.jspecify.annotations.NullMarked;
