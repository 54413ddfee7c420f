// SPDX-License-Identifier: Apache-2.0
/** A role that keeps the rules. For BackendArchitectureTest. */
@NullMarked
package io.baton.testkit.architecture.layered.internal.candidacy;

import org.jspecify.annotations.NullMarked;
