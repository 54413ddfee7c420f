// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture.knotted.north;

/** The first of a knot of four, which depends on the second by an array. */
public interface First {

    Second[] next();
}
