// SPDX-License-Identifier: Apache-2.0
/**
 * One session: the lease, the session's keys and proofs, and the transactions of all that lives in the session. Uses the client
 * only.
 */
@NullMarked
package io.baton.etcd.internal.session;

import org.jspecify.annotations.NullMarked;
