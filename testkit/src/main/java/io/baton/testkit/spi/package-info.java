// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of backends who test one request at a time: the engine's part is played by the test, which sees every fact.
 */
@NullMarked
package io.baton.testkit.spi;

import org.jspecify.annotations.NullMarked;
