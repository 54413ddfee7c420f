// SPDX-License-Identifier: Apache-2.0
/** For maintainers. Groups of embedded Raft with different leases, watched side by side on one machine. */
@NullMarked
package io.baton.benchmarks.lease;

import org.jspecify.annotations.NullMarked;
