// SPDX-License-Identifier: Apache-2.0
/**
 * What runs the engine: the loop, its thread, the callbacks, the configuration. Not for applications.
 */
@NullMarked
package io.baton.internal;

import org.jspecify.annotations.NullMarked;
