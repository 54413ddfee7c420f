// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: the files below the data directory of a member; uses {@code internal.failure} only.
 */
@NullMarked
package io.baton.raft.internal.storage;

import org.jspecify.annotations.NullMarked;
