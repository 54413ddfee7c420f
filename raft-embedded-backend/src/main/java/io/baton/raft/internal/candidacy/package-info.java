// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: one candidate of a session, from its entry to its release; uses {@code internal.session} and {@code state}.
 */
@NullMarked
package io.baton.raft.internal.candidacy;

import org.jspecify.annotations.NullMarked;
