// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.report.SessionOutage;
import java.util.function.Consumer;

/**
 * Acts when the session tells nothing: asks it, tells of an outage, then gives it up, so that another one is opened with what
 * names, addresses and files say by then. For the loop's thread only.
 */
final class SessionSilence {

    private final ElectionLoop loop;
    private final CurrentSession current;
    private final SessionOutage outage;
    private final Runnable ask;
    private final Consumer<Throwable> end;
    private long nextLook = Long.MAX_VALUE;

    /**
     * Nothing is due yet.
     *
     * @param ask asks the session for a proof, so that the servers answer something
     * @param end gives the session up
     */
    SessionSilence(
            ElectionLoop loop, CurrentSession current, SessionOutage outage, Runnable ask, Consumer<Throwable> end) {
        this.loop = loop;
        this.current = current;
        this.outage = outage;
        this.ask = ask;
        this.end = end;
    }

    /** Does what is due, and asks for a turn of the loop when something else may be. */
    void look() {
        long now = loop.clock().nanos();
        SessionContact contact = current.contact();
        switch (contact.due(now)) {
            case ASK -> ask.run();
            case TELL -> outage.began(contact.heardAt(), "nothing is answered" + why(), current.server());
            case END ->
                end.accept(new IllegalStateException(
                        "nothing was answered for " + current.silence() / 1_000_000 + " ms" + why()));
            case NOTHING -> {}
        }
        long next = contact.dueAt(now);
        if (next < nextLook || nextLook <= now) {
            nextLook = next;
            loop.at(next, () -> {});
        }
    }

    private String why() {
        return current.lastFailure()
                .map(cause -> ": " + CurrentSession.text(cause))
                .orElse("");
    }
}
