// SPDX-License-Identifier: Apache-2.0
/** Classes that break the rules of structure, for ModuleStructureTest: two packages that use each other, a knot of four. */
@NullMarked
package io.baton.testkit.architecture.knotted.north;

import org.jspecify.annotations.NullMarked;
