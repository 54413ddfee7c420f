// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.elections;

import java.io.Serial;

/** Something needs an election, but no store is configured. */
public final class NoBackendException extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Names what needs an election.
     *
     * @param needed for example an annotated method
     */
    public NoBackendException(String needed) {
        super(needed + " needs an election, but baton.backend is not set");
    }

    /** What to do. */
    public String remedy() {
        return "Set baton.backend to raft, zookeeper or etcd, and add the jar of that backend:"
                + " io.baton:baton-raft-embedded-backend, baton-zookeeper-backend or baton-etcd-backend.";
    }
}
