// SPDX-License-Identifier: Apache-2.0
/** Leader-only work. */
@NullMarked
package io.baton.internal.leadership;

import org.jspecify.annotations.NullMarked;
