// SPDX-License-Identifier: Apache-2.0
/**
 * For readers of the contract: the tests that follow one leadership from its candidacy to its release, one interface for
 * each subject. Uses {@code contract.scenario}, {@code fixture} and {@code fault}.
 */
@NullMarked
package io.baton.testkit.contract.leadership;

import org.jspecify.annotations.NullMarked;
