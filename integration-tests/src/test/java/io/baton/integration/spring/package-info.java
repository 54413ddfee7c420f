// SPDX-License-Identifier: Apache-2.0
/** Spring applications as real processes on real servers. For maintainers of the starter and of the backends. */
@NullMarked
package io.baton.integration.spring;

import org.jspecify.annotations.NullMarked;
