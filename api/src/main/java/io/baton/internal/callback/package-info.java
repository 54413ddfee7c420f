// SPDX-License-Identifier: Apache-2.0
/**
 * The calls into the application: the threads that make them, and the queues that keep them in order. Uses no other package
 * here; used by {@code proof}, {@code elector} and {@code io.baton.internal}.
 */
@NullMarked
package io.baton.internal.callback;

import org.jspecify.annotations.NullMarked;
