// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import io.baton.Candidate;
import io.baton.LeaderElector;
import io.baton.spring.web.destination.Destination;
import io.baton.spring.web.destination.Destinations;
import io.baton.spring.web.forward.ForwardedHeaders;
import io.baton.spring.web.forward.RequestForwarder;
import io.baton.spring.web.request.RedirectMarker;
import io.baton.spring.web.request.RequestTarget;
import io.baton.spring.web.request.StandbyAnswer;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers in a process that does not lead: redirects to the leader, passes on to it, or says that there is none. */
final class StandbyResponder {

    private final LeaderOnlyHandlers handlers;
    private final Destinations destinations;
    private final RequestForwarder forwarder;

    StandbyResponder(LeaderOnlyHandlers handlers, Destinations destinations, RequestForwarder forwarder) {
        this.handlers = handlers;
        this.destinations = destinations;
        this.forwarder = forwarder;
    }

    void redirect(HttpServletRequest request, HttpServletResponse response, String election) throws IOException {
        Destination destination = destination(request, election);
        if (destination instanceof Destination.Leader leader) {
            StandbyAnswer.redirect(
                    response, leader.url() + RequestTarget.of(request).marked());
        } else if (destination instanceof Destination.None none) {
            StandbyAnswer.unavailable(response, none.why(), none.retryAfter());
        }
    }

    void forward(HttpServletRequest request, HttpServletResponse response, String election)
            throws IOException, ServletException, InterruptedException {
        Destination destination = destination(request, election);
        if (destination instanceof Destination.Leader leader) {
            String sender = handlers.elector(election)
                    .map(LeaderElector::candidate)
                    .map(Candidate::id)
                    .orElse("");
            forwarder.forward(request, response, leader.url(), sender);
        } else if (destination instanceof Destination.None none) {
            StandbyAnswer.unavailable(response, none.why(), none.retryAfter());
        }
    }

    /** A request that another process has sent here is not sent on: the two do not agree on who leads. */
    private Destination destination(HttpServletRequest request, String election) {
        boolean sentHere = RedirectMarker.isNoted(request) || request.getHeader(ForwardedHeaders.SENDER) != null;
        if (sentHere || handlers.isLed(election)) {
            return new Destination.None("The leader is changing.", Destinations.SOON);
        }
        return destinations.of(election);
    }
}
