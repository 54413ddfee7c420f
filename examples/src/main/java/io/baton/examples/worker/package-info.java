// SPDX-License-Identifier: Apache-2.0
/**
 * For readers of the demo: the workers that stand for the election, each in a JVM of its own, and the database they share. Uses
 * {@code server}.
 */
@NullMarked
package io.baton.examples.worker;

import org.jspecify.annotations.NullMarked;
