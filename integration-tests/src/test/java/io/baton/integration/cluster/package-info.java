// SPDX-License-Identifier: Apache-2.0
/**
 * Stores of three servers in two forms, as containers and as processes, and what may happen to them while processes elect. The same
 * candidates on every store: only the configuration differs.
 */
@NullMarked
package io.baton.integration.cluster;

import org.jspecify.annotations.NullMarked;
