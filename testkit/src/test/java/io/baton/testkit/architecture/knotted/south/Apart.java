// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture.knotted.south;

/** Depends on no other class, so that it is part of no knot. */
public record Apart() {}
