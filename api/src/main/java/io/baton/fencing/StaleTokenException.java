// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.FencingToken;
import java.util.function.Consumer;

/**
 * A write was refused because the resource has already seen a greater token: the process that offered this one is no longer the
 * leader. Trying again with the same token is useless; the work belongs to the next leadership.
 */
public final class StaleTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String resource;
    private final long offered;
    private final long highestSeen;

    /** For guards: {@code highestSeen} must be greater than {@code offered}. */
    public StaleTokenException(String resource, FencingToken offered, FencingToken highestSeen) {
        super("token " + offered.value() + " is stale for resource '" + resource + "', which has seen "
                + highestSeen.value() + ": this writer is no longer the leader");
        if (offered.compareTo(highestSeen) >= 0) {
            throw new IllegalArgumentException(
                    "token " + offered.value() + " is not stale beside " + highestSeen.value());
        }
        this.resource = resource;
        this.offered = offered.value();
        this.highestSeen = highestSeen.value();
    }

    /** After the listener has heard of the refusal; what it throws must not take the refusal's place. */
    StaleTokenException toldTo(Consumer<StaleTokenException> listener) {
        try {
            listener.accept(this);
        } catch (RuntimeException | Error e) {
            if (e != this) {
                addSuppressed(e);
            }
        }
        return this;
    }

    public String resource() {
        return resource;
    }

    /** The token that was refused. */
    public FencingToken offered() {
        return new FencingToken(offered);
    }

    /** The greatest token the resource had seen when it refused; it may have seen a greater one since. */
    public FencingToken highestSeen() {
        return new FencingToken(highestSeen);
    }
}
