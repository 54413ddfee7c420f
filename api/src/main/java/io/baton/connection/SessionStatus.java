// SPDX-License-Identifier: Apache-2.0
package io.baton.connection;

import java.time.Duration;
import java.util.Optional;

/**
 * A connection's session in the store, as this process last knew it.
 *
 * @param name the session's name in the store, as it stands in the records
 * @param age how long the session has been open
 * @param leaseDuration how long the store keeps the session when this process is silent, as granted
 * @param validity how long a leadership is held after its last successful proof was sent
 * @param sinceLastAnswer how long ago a server last answered
 * @param server the server that is asked now or was asked most recently, if the backend knows
 * @param connected whether a server can be asked, as far as is known
 */
public record SessionStatus(
        String name,
        Duration age,
        Duration leaseDuration,
        Duration validity,
        Duration sinceLastAnswer,
        Optional<String> server,
        boolean connected) {}
