// SPDX-License-Identifier: Apache-2.0
/** What is asked by processes that are no candidates: who leads, who waits, the token floor. Uses the session and the client. */
@NullMarked
package io.baton.etcd.internal.query;

import org.jspecify.annotations.NullMarked;
