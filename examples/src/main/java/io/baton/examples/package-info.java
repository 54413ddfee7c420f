// SPDX-License-Identifier: Apache-2.0
/**
 * For newcomers: programs to read and to run, with the scenario of the demo and its verdict. Uses {@code worker} and
 * {@code server}.
 */
@NullMarked
package io.baton.examples;

import org.jspecify.annotations.NullMarked;
