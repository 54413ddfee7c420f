// SPDX-License-Identifier: Apache-2.0
/** For newcomers: an application in which only the leader writes, and standbys answer reads. */
@NullMarked
package io.baton.examples.storage;

import org.jspecify.annotations.NullMarked;
