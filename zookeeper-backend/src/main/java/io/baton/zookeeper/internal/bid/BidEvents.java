// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.bid;

/** What becomes of a bid made ahead. For the strand only. */
public interface BidEvents {

    /** It is in the store and watched. */
    void stands(BidEntry entry);

    /** The release of the predecessor has carried it out. */
    void carriedOut(BidEntry entry);

    /** It was not carried out, and will not be: the store has refused it, or its node was deleted. */
    void ended(BidEntry entry);
}
