// SPDX-License-Identifier: Apache-2.0
/** Candidacies: how a candidate joins the queue, waits, takes and leaves the leadership. Uses the session and the client. */
@NullMarked
package io.baton.etcd.internal.candidacy;

import org.jspecify.annotations.NullMarked;
