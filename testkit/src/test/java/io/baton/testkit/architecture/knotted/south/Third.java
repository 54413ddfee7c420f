// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture.knotted.south;

/** The third of a knot of four. */
public record Third(Fourth next) {}
