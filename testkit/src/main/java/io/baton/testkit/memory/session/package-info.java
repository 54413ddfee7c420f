// SPDX-License-Identifier: Apache-2.0
/**
 * For readers of the protocol: the session of the in-memory backend, which translates the engine's calls into requests to the
 * store. Uses {@code memory.store}.
 */
@NullMarked
package io.baton.testkit.memory.session;

import org.jspecify.annotations.NullMarked;
