// SPDX-License-Identifier: Apache-2.0
/** Names and records as they are written into stores. */
@NullMarked
package io.baton.spi;

import org.jspecify.annotations.NullMarked;
