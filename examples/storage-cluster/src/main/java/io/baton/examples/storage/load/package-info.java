// SPDX-License-Identifier: Apache-2.0
/** Writes through all instances while leaders are killed and frozen, and judges what the database holds afterwards. */
@NullMarked
package io.baton.examples.storage.load;

import org.jspecify.annotations.NullMarked;
