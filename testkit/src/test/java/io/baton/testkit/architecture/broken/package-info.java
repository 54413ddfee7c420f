// SPDX-License-Identifier: Apache-2.0
/** A class that breaks every rule for backends but those of structure, for BackendArchitectureTest. */
@NullMarked
package io.baton.testkit.architecture.broken;

import org.jspecify.annotations.NullMarked;
