// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of backends and for readers who want to know what Baton promises: the one contract, as tests. A backend's test
 * implements {@link io.baton.testkit.contract.ElectionContract} or its two halves. The tags P1 to P12 are the promises of
 * {@code docs/guarantees.md}. Uses the packages below it and {@code fixture}.
 */
@NullMarked
package io.baton.testkit.contract;

import org.jspecify.annotations.NullMarked;
