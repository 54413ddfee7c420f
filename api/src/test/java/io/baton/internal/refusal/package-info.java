// SPDX-License-Identifier: Apache-2.0
/** The pauses after refusals. */
@NullMarked
package io.baton.internal.refusal;

import org.jspecify.annotations.NullMarked;
