// SPDX-License-Identifier: Apache-2.0
/** The page as a browser shows it. */
@NullMarked
package io.baton.examples.storage.page;

import org.jspecify.annotations.NullMarked;
