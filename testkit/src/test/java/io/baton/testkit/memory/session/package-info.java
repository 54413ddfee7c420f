// SPDX-License-Identifier: Apache-2.0
/** Tests of the sessions of the in-memory store. */
@NullMarked
package io.baton.testkit.memory.session;

import org.jspecify.annotations.NullMarked;
