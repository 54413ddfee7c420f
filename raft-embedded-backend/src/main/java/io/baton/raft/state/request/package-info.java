// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: the values of the log, which are commands, requests, results and events; uses no other package of
 * Baton's Raft.
 */
@NullMarked
package io.baton.raft.state.request;

import org.jspecify.annotations.NullMarked;
