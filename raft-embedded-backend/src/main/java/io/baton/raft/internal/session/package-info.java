// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: one session of a process, with its entries, queries and events; uses {@code internal.transport},
 * {@code internal.failure} and {@code state}.
 */
@NullMarked
package io.baton.raft.internal.session;

import org.jspecify.annotations.NullMarked;
