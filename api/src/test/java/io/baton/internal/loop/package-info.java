// SPDX-License-Identifier: Apache-2.0
/** The loop thread and its watchdog. */
@NullMarked
package io.baton.internal.loop;

import org.jspecify.annotations.NullMarked;
