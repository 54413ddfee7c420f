// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.actuate;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.spring.actuate.ElectionsDescription.Details;
import io.baton.spring.actuate.ElectionsDescription.Resignation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Shows what this process knows of its elections, without asking the store, and has it resign where
 * {@code management.endpoint.elections.access} is {@code unrestricted}. Tells no credentials; what a candidate publishes about
 * itself is told. Safe for use by any number of threads.
 */
@Endpoint(id = "elections", defaultAccess = Access.READ_ONLY)
public class ElectionsEndpoint {

    private final Baton baton;
    private final ElectionChanges changes;

    /** An endpoint for one connection. */
    public ElectionsEndpoint(Baton baton, ElectionChanges changes) {
        this.baton = baton;
        this.changes = changes;
    }

    /** The session and all elections of this process. */
    @ReadOperation
    public ElectionsDescription elections() {
        return ElectionsDescription.of(baton.status());
    }

    /**
     * One election with its last changes.
     *
     * @return nothing, which is told as 404, if this process has no elector for it
     */
    @ReadOperation
    public @Nullable Details election(@Selector String election) {
        return baton.status().elections().stream()
                .filter(status -> status.election().equals(election))
                .map(status -> new Details(election, ElectionsDescription.of(status), changes.of(election)))
                .findFirst()
                .orElse(null);
    }

    /**
     * Has this process step down, as {@link LeaderElector#resign()} does: returns at once, and the process stays a candidate.
     *
     * @return whether it led; 404 if this process has no elector for the election
     */
    @WriteOperation
    public WebEndpointResponse<Resignation> resign(@Selector String election) {
        List<LeaderElector> found = baton.electors().stream()
                .filter(elector -> elector.election().equals(election))
                .toList();
        if (found.isEmpty()) {
            return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
        }
        boolean led = found.get(0).isLeader();
        found.get(0).resign();
        return new WebEndpointResponse<>(new Resignation(election, led));
    }
}
