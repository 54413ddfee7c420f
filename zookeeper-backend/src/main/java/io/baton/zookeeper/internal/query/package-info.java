// SPDX-License-Identifier: Apache-2.0
/** What a session is asked without a candidacy: the queue, the leader, the token floor. Uses {@code internal.session} and {@code internal.client}. */
@NullMarked
package io.baton.zookeeper.internal.query;

import org.jspecify.annotations.NullMarked;
