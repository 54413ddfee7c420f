// SPDX-License-Identifier: Apache-2.0
/**
 * What Baton promises over etcd, held against real servers through the API of its users: what it costs, how it stands beside
 * etcd's own elections, and that both can stand in one queue.
 */
@NullMarked
package io.baton.etcd.acceptance;

import org.jspecify.annotations.NullMarked;
