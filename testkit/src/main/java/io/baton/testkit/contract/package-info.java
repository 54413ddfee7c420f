// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of backends and for readers who want to know what Baton promises: the one contract, as tests. The tags P1 to
 * P12 are the promises of {@code docs/guarantees.md}.
 */
@NullMarked
package io.baton.testkit.contract;

import org.jspecify.annotations.NullMarked;
