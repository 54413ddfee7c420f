// SPDX-License-Identifier: Apache-2.0
/** The threads on which the application is called. */
@NullMarked
package io.baton.internal.callback;

import org.jspecify.annotations.NullMarked;
