// SPDX-License-Identifier: Apache-2.0
/**
 * For users who test code that needs a leader, and for readers who want to see the protocol's store without a network: a
 * backend that lives in one JVM. Nothing in it survives the JVM. Uses {@code memory.session} and {@code memory.store}.
 */
@NullMarked
package io.baton.testkit.memory;

import org.jspecify.annotations.NullMarked;
