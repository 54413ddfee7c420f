// SPDX-License-Identifier: Apache-2.0
/**
 * Connections and electors as the application has them: what implements the interfaces of {@code io.baton}. Not for applications. Uses
 * all packages below.
 */
@NullMarked
package io.baton.internal;

import org.jspecify.annotations.NullMarked;
