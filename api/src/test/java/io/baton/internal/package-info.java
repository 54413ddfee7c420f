// SPDX-License-Identifier: Apache-2.0
/** What runs the engine. */
@NullMarked
package io.baton.internal;

import org.jspecify.annotations.NullMarked;
