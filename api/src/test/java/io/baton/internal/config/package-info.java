// SPDX-License-Identifier: Apache-2.0
/** How configuration keys are read. */
@NullMarked
package io.baton.internal.config;

import org.jspecify.annotations.NullMarked;
