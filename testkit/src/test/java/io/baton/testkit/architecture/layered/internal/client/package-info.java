// SPDX-License-Identifier: Apache-2.0
/** A role that breaks a rule. For BackendArchitectureTest. */
@NullMarked
package io.baton.testkit.architecture.layered.internal.client;

import org.jspecify.annotations.NullMarked;
