// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: the messages between members and clients as bytes; uses {@code internal.config}, {@code internal.failure} and
 * {@code state}.
 */
@NullMarked
package io.baton.raft.internal.message;

import org.jspecify.annotations.NullMarked;
