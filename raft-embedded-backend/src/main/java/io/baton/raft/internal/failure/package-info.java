// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: the text of failures, and the failure that no repetition mends; uses no other package.
 */
@NullMarked
package io.baton.raft.internal.failure;

import org.jspecify.annotations.NullMarked;
