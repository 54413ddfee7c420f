// SPDX-License-Identifier: Apache-2.0
/** Starts what a cluster of the sample application needs, on one machine. */
@NullMarked
package io.baton.examples.storage.cluster;

import org.jspecify.annotations.NullMarked;
