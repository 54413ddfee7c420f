// SPDX-License-Identifier: Apache-2.0
/** For maintainers. What was measured, as a table and as a chart. */
@NullMarked
package io.baton.benchmarks.report;

import org.jspecify.annotations.NullMarked;
