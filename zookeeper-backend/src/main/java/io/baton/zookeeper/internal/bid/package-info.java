// SPDX-License-Identifier: Apache-2.0
/** The bids that candidates make ahead, as nodes in the store: those that a session has made, and those that await its own releases. Uses {@code internal.session} and {@code internal.client}. */
@NullMarked
package io.baton.zookeeper.internal.bid;

import org.jspecify.annotations.NullMarked;
