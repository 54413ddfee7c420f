// SPDX-License-Identifier: Apache-2.0
/**
 * Elects one leader among processes. Applications start at {@link io.baton.Baton}; authors of backends at
 * {@link io.baton.spi.ElectionBackend}; resources that check tokens at {@link io.baton.fencing}. What a process knows at a moment,
 * for operators, metrics and health checks, is in {@link io.baton.ConnectionStatus} with {@link io.baton.SessionStatus} and
 * {@link io.baton.ElectionStatus}.
 */
@NullMarked
package io.baton;

import org.jspecify.annotations.NullMarked;
