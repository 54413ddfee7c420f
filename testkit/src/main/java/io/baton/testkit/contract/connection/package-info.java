// SPDX-License-Identifier: Apache-2.0
/**
 * For readers of the contract: the tests of what concerns more than one leadership, such as tokens, names and observers, one
 * interface for each subject. Uses {@code contract.scenario}, {@code fixture}, {@code fault} and {@code spi}.
 */
@NullMarked
package io.baton.testkit.contract.connection;

import org.jspecify.annotations.NullMarked;
