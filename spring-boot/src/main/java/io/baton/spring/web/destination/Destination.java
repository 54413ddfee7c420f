// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.destination;

import io.baton.spring.connection.HttpBaseUrl;
import java.time.Duration;

/** Where the requests go that only the leader serves. */
public sealed interface Destination {

    /** The leader, which is another process. */
    record Leader(HttpBaseUrl url) implements Destination {}

    /**
     * There is none at present.
     *
     * @param why a sentence for the client, which names no election and no address
     * @param retryAfter when to ask again
     */
    record None(String why, Duration retryAfter) implements Destination {}
}
