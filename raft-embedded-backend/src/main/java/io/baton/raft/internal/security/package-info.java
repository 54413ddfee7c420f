// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: which calls and entries a member carries out; uses {@code internal.member.store},
 * {@code internal.membership}, {@code internal.message} and what is below them.
 */
@NullMarked
package io.baton.raft.internal.security;

import org.jspecify.annotations.NullMarked;
