// SPDX-License-Identifier: Apache-2.0
/** Tests of the engine against backends that break their promises. */
@NullMarked
package io.baton.testkit.engine;

import org.jspecify.annotations.NullMarked;
