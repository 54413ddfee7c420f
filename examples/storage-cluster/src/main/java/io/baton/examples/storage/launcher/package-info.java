// SPDX-License-Identifier: Apache-2.0
/** The program that starts the cluster, and the load if it is asked for. */
@NullMarked
package io.baton.examples.storage.launcher;

import org.jspecify.annotations.NullMarked;
