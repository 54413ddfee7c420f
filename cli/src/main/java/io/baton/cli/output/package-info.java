// SPDX-License-Identifier: Apache-2.0
/** What commands print, for people and as JSON. */
@NullMarked
package io.baton.cli.output;

import org.jspecify.annotations.NullMarked;
