// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: how entries, replies, events and the fields of snapshots are written as bytes; uses
 * {@code state.request} only.
 */
@NullMarked
package io.baton.raft.state.codec;

import org.jspecify.annotations.NullMarked;
