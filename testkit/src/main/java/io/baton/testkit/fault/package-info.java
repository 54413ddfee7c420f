// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of backends and of their tests: connections that are cut or slowed, backends that throw. Nothing here knows
 * what an election is. Uses {@code spi}.
 */
@NullMarked
package io.baton.testkit.fault;

import org.jspecify.annotations.NullMarked;
