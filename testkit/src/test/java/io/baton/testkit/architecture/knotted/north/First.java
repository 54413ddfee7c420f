// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture.knotted.north;

/** The first of a knot of four. */
public record First(Second... next) {}
