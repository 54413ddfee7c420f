// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import io.baton.LeaderOnly;
import io.baton.NotLeaderException;
import io.baton.spring.leaderonly.LeaderOnlyOperation;
import io.baton.spring.web.destination.Destinations;
import io.baton.spring.web.forward.BrokenAnswerException;
import io.baton.spring.web.request.StandbyAnswer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers requests whose handler was not called because the leadership ended just before. Without it they would be answered as the
 * application answers errors; they are never answered as if the handler had been called.
 */
final class NotLeaderResolver implements HandlerExceptionResolver {

    private final LeaderOnlyHandlers handlers;
    private final StandbyResponder responder;

    NotLeaderResolver(LeaderOnlyHandlers handlers, StandbyResponder responder) {
        this.handlers = handlers;
        this.responder = responder;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (failure instanceof BrokenAnswerException broken) {
            // No other resolver may write after the part of the answer that was sent.
            throw broken;
        }
        Optional<LeaderOnlyOperation> operation = handlers.operation(handler);
        if (!(failure instanceof NotLeaderException notLeader)
                || operation.isEmpty()
                || !operation.get().election().equals(notLeader.election())
                || response.isCommitted()
                || isDispatchedByTheApplication(request)) {
            return null;
        }
        try {
            if (operation.get().otherwise() == LeaderOnly.Otherwise.FORWARD) {
                // The body may have been read.
                StandbyAnswer.unavailable(response, "The leader is changing.", Destinations.SOON);
            } else {
                responder.redirect(request, response, notLeader.election());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelAndView();
    }

    /** Another handler has worked on the request before, and the client does not know the path. */
    private static boolean isDispatchedByTheApplication(HttpServletRequest request) {
        return (request.getDispatcherType() != DispatcherType.REQUEST
                        && request.getDispatcherType() != DispatcherType.ASYNC)
                || request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) != null;
    }
}
