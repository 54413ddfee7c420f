// SPDX-License-Identifier: Apache-2.0
/** The program {@code baton}: its commands, and how they connect. */
@NullMarked
package io.baton.cli;

import org.jspecify.annotations.NullMarked;
