// SPDX-License-Identifier: Apache-2.0
package io.baton;

import io.baton.connection.SessionStatus;
import java.util.List;
import java.util.Optional;

/**
 * A connection as this process knows it at one moment; asks no store.
 *
 * @param session the session, if one is open
 * @param elections the elections that the connection has an elector for, in the order of their names
 */
public record ConnectionStatus(Optional<SessionStatus> session, List<ElectionStatus> elections) {

    public ConnectionStatus {
        elections = List.copyOf(elections);
    }
}
