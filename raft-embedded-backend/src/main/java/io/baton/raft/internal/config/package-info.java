// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: what a process is told of its group and of Ratis before it starts; uses {@code internal.failure} only.
 */
@NullMarked
package io.baton.raft.internal.config;

import org.jspecify.annotations.NullMarked;
