// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture.knotted.north;

import io.baton.testkit.architecture.knotted.south.Third;

/** The second of a knot of four; its nested class is what depends on the third. */
public record Second() {

    record Nested(Third next) {}
}
