// SPDX-License-Identifier: Apache-2.0
/** What an application meets: its work, its interrupts, its listeners, its ways to stop. */
@NullMarked
package io.baton.testkit.application;

import org.jspecify.annotations.NullMarked;
