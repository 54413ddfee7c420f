// SPDX-License-Identifier: Apache-2.0
/** For maintainers. What is measured, one class for each scenario. */
@NullMarked
package io.baton.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
