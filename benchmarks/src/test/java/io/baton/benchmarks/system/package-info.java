// SPDX-License-Identifier: Apache-2.0
/** For maintainers. The systems that are measured, and the program of the process that takes part in elections with one of them. */
@NullMarked
package io.baton.benchmarks.system;

import org.jspecify.annotations.NullMarked;
