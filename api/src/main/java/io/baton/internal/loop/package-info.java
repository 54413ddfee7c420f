// SPDX-License-Identifier: Apache-2.0
/**
 * The loop that takes every input of a connection, its thread and its watchdog. Uses no other package here; used by all that
 * post inputs.
 */
@NullMarked
package io.baton.internal.loop;

import org.jspecify.annotations.NullMarked;
