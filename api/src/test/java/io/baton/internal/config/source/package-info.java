// SPDX-License-Identifier: Apache-2.0
/** Tests of the places that keys come from. */
@NullMarked
package io.baton.internal.config.source;

import org.jspecify.annotations.NullMarked;
