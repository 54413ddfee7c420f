// SPDX-License-Identifier: Apache-2.0
/**
 * One leadership: its deadline, and the work that runs under it. Uses no other package here; used by {@code elector} and by
 * {@link io.baton.Leadership#current()}.
 */
@NullMarked
package io.baton.internal.leadership;

import org.jspecify.annotations.NullMarked;
