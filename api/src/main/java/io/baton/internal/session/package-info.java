// SPDX-License-Identifier: Apache-2.0
/**
 * The one session of a connection: opened, proven, given up and closed. Knows no elector but through
 * {@link io.baton.internal.session.Electors}. Uses {@code engine}, {@code loop}, {@code proof}, {@code report}, {@code refusal} and
 * {@code config}; used by {@code elector} and {@code io.baton.internal}.
 */
@NullMarked
package io.baton.internal.session;

import org.jspecify.annotations.NullMarked;
