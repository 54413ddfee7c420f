// SPDX-License-Identifier: Apache-2.0
/**
 * Elections among real processes over real members of etcd, of which some are killed, frozen or cut off, and the account of
 * what each process believed at each moment. For readers who want to see that two never lead.
 */
@NullMarked
package io.baton.etcd.faults;

import org.jspecify.annotations.NullMarked;
