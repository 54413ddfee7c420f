// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture.knotted.south;

import io.baton.testkit.architecture.knotted.north.First;

/** The last of a knot of four, which depends on the first. */
public record Fourth(First next, Apart apart) {}
