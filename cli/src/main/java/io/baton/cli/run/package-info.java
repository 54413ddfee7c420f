// SPDX-License-Identifier: Apache-2.0
/** Runs a command while this process leads, and ends it before the lease does. */
@NullMarked
package io.baton.cli.run;

import org.jspecify.annotations.NullMarked;
