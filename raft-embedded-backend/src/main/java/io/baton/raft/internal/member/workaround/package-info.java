// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: what makes good for faults of Ratis 3.3.0 and can go when Ratis is mended; uses
 * {@code internal.member.store}, {@code internal.storage}, {@code internal.config} and {@code internal.failure}.
 */
@NullMarked
package io.baton.raft.internal.member.workaround;

import org.jspecify.annotations.NullMarked;
