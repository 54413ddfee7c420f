// SPDX-License-Identifier: Apache-2.0
/** For maintainers: what the promises about cost rest on. */
@NullMarked
package io.baton.benchmarks;

import org.jspecify.annotations.NullMarked;
