// SPDX-License-Identifier: Apache-2.0
/**
 * Real failures for tests against real servers: processes that are frozen and killed, connections that are cut. For
 * authors of backends and of their tests; nothing here knows what an election is.
 */
@NullMarked
package io.baton.testkit.fault;

import org.jspecify.annotations.NullMarked;
