// SPDX-License-Identifier: Apache-2.0
/**
 * For readers of the protocol: what the store in memory holds and what each request does to it. Uses no other package of the
 * kit.
 */
@NullMarked
package io.baton.testkit.memory.store;

import org.jspecify.annotations.NullMarked;
