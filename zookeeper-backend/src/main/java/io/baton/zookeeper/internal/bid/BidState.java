// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.bid;

/** What is known of a bid made ahead. */
enum BidState {
    /** Its turn has not come. */
    WAITING,
    /** Sent. */
    UNANSWERED,
    /** In the store and watched. */
    STANDS,
    /** It may be in the store, and carried out or not. */
    UNKNOWN,
    /** It cannot be carried out any more; only the leader record says whether it was. */
    SPENT,
    /** A release has made this candidacy the leader. */
    CARRIED_OUT,
    /** It was not carried out and will not be. */
    OVER
}
