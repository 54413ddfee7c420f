// SPDX-License-Identifier: Apache-2.0
/** Outages of a session. */
@NullMarked
package io.baton.internal.session;

import org.jspecify.annotations.NullMarked;
