// SPDX-License-Identifier: Apache-2.0
/** The pure machine, input by input. */
@NullMarked
package io.baton.internal.engine.mode;

import org.jspecify.annotations.NullMarked;
