// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: one member's copy of the store, with the expiry of sessions and the polls that wait; uses
 * {@code state}, {@code internal.config} and {@code internal.message}.
 */
@NullMarked
package io.baton.raft.internal.member.store;

import org.jspecify.annotations.NullMarked;
