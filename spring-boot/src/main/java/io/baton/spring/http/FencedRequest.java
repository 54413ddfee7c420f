// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import io.baton.FencingToken;
import io.baton.fencing.FencingGuard;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/** One request on its way through a guard. To be used by one thread. */
final class FencedRequest {

    private final FencingGuard guard;
    private final UnaryOperator<String> resources;
    private final SortedMap<String, FencingToken> tokens;
    private String election;
    private boolean begun;

    /** The rest of the filter chain. */
    interface Handling {
        void run() throws IOException, ServletException;
    }

    /** Carries a checked exception of the handling through the guard, which has to see that the write has failed. */
    private static final class HandlingException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        HandlingException(Exception cause) {
            super(cause);
        }
    }

    FencedRequest(FencingGuard guard, UnaryOperator<String> resources, SortedMap<String, FencingToken> tokens) {
        this.guard = guard;
        this.resources = resources;
        this.tokens = tokens;
        this.election = tokens.firstKey();
    }

    /** The election whose token was looked at last. */
    String election() {
        return election;
    }

    /** Whether the handling has begun, so that an exception is no refusal. */
    boolean hasBegun() {
        return begun;
    }

    void handleGuarded(Handling handling) throws IOException, ServletException {
        try {
            handleGuarded(tokens.entrySet().iterator(), handling);
        } catch (HandlingException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof ServletException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    void handleChecked(Handling handling) throws IOException, ServletException {
        for (Map.Entry<String, FencingToken> token : tokens.entrySet()) {
            guard.check(resource(token), token.getValue());
        }
        begun = true;
        handling.run();
    }

    private void handleGuarded(Iterator<Map.Entry<String, FencingToken>> rest, Handling handling) {
        if (rest.hasNext()) {
            Map.Entry<String, FencingToken> token = rest.next();
            guard.guarded(resource(token), token.getValue(), () -> handleGuarded(rest, handling));
            return;
        }
        begun = true;
        try {
            handling.run();
        } catch (IOException | ServletException failed) {
            throw new HandlingException(failed);
        }
    }

    private String resource(Map.Entry<String, FencingToken> token) {
        election = token.getKey();
        return resources.apply(election);
    }
}
