// SPDX-License-Identifier: Apache-2.0
/** What backends share, without a store. */
@NullMarked
package io.baton.spi.support;

import org.jspecify.annotations.NullMarked;
