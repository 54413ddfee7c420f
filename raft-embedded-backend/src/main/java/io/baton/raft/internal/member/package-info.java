// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: the member of a group that a process runs; uses every other package of Baton's Raft but the
 * sessions.
 */
@NullMarked
package io.baton.raft.internal.member;

import org.jspecify.annotations.NullMarked;
