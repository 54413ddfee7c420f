// SPDX-License-Identifier: Apache-2.0
/**
 * What is told of sessions and outages, and who hears it. Uses {@code loop} and {@code config}; used by {@code proof},
 * {@code session} and {@code io.baton.internal}.
 */
@NullMarked
package io.baton.internal.report;

import org.jspecify.annotations.NullMarked;
