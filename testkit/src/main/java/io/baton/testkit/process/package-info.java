// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of tests with real processes: child processes that a test starts, freezes and kills, and free ports for them.
 * Uses no other package of the kit.
 */
@NullMarked
package io.baton.testkit.process;

import org.jspecify.annotations.NullMarked;
