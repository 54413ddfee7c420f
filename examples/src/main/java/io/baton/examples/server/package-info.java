// SPDX-License-Identifier: Apache-2.0
/**
 * For examples that run real processes: child processes, and the servers that a backend needs. Uses no other package.
 */
@NullMarked
package io.baton.examples.server;

import org.jspecify.annotations.NullMarked;
