// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: who the members of a group are, how a process becomes one, and how the members change; uses
 * {@code internal.transport} and what is below it, {@code internal.storage}, and the recovery of {@code internal.member.workaround}.
 */
@NullMarked
package io.baton.raft.internal.membership;

import org.jspecify.annotations.NullMarked;
