// SPDX-License-Identifier: Apache-2.0
/** How the arguments of the program are read. For those who change its commands. */
@NullMarked
package io.baton.cli.argument;

import org.jspecify.annotations.NullMarked;
