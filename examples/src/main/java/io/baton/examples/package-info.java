// SPDX-License-Identifier: Apache-2.0
/** For newcomers: programs to read and to run. */
@NullMarked
package io.baton.examples;

import org.jspecify.annotations.NullMarked;
