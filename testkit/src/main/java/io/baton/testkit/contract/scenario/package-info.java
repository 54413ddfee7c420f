// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of contract tests: the elections of one test inside one JVM, with what they record and what can be broken in
 * them. Uses {@code fixture} and {@code fault}.
 */
@NullMarked
package io.baton.testkit.contract.scenario;

import org.jspecify.annotations.NullMarked;
