// SPDX-License-Identifier: Apache-2.0
/** The requests of one candidacy: entering the queue, looking at its predecessors, taking and releasing leadership. Uses {@code internal.session} and {@code internal.client}. */
@NullMarked
package io.baton.zookeeper.internal.candidacy;

import org.jspecify.annotations.NullMarked;
