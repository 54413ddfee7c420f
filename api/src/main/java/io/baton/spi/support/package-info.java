// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of backends: what the translation of a store's requests into facts needs in every backend alike.
 */
@NullMarked
package io.baton.spi.support;

import org.jspecify.annotations.NullMarked;
