// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: how one process reaches the Raft leader; uses {@code internal.message}, {@code internal.config} and
 * {@code internal.failure}.
 */
@NullMarked
package io.baton.raft.internal.transport;

import org.jspecify.annotations.NullMarked;
