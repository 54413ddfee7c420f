// SPDX-License-Identifier: Apache-2.0
/**
 * Elections among real processes over real servers, of which some are killed, frozen or cut off, and the account of what
 * each process believed at each moment. Shows that two never lead.
 */
@NullMarked
package io.baton.zookeeper.faults;

import org.jspecify.annotations.NullMarked;
