// SPDX-License-Identifier: Apache-2.0
/**
 * For maintainers: what a group of members agrees on, as a function of the log alone. Nothing here knows a clock, a thread or
 * the Raft engine, and nothing here is for users; it uses {@code state.request} and {@code state.codec} only.
 */
@NullMarked
package io.baton.raft.state;

import org.jspecify.annotations.NullMarked;
