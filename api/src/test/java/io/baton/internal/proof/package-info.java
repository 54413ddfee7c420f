// SPDX-License-Identifier: Apache-2.0
/** What is told of proofs. */
@NullMarked
package io.baton.internal.proof;

import org.jspecify.annotations.NullMarked;
