// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client;

import io.etcd.jetcd.api.Event;
import java.util.List;

/** What a watch tells, on the strand. */
public interface WatchListener {

    /** The server has confirmed the watch: for the first time, or after {@link #broken()}. */
    void armed();

    /** Each event once and in order, from the revision asked for, also after breaks; events of one revision together. */
    void events(List<Event> events);

    /** A watch that was armed is not, until it is armed again: no event comes, and none is lost. */
    void broken();

    /** The watch cannot go on: what is watched must be read again and watched anew. The last call. */
    void lost(Exception cause);
}
