// SPDX-License-Identifier: Apache-2.0
/** For maintainers. The processes of a run: candidates and the servers that they use. */
@NullMarked
package io.baton.benchmarks.process;

import org.jspecify.annotations.NullMarked;
