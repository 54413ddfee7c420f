// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import io.baton.LeaderOnly;
import io.baton.spring.leaderonly.LeaderOnlyOperation;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.servlet.HandlerInterceptor;

/** Answers requests for leader-only handlers in a process that does not lead, before the body is read and the handler is called. */
final class StandbyInterceptor implements HandlerInterceptor {

    private final LeaderOnlyHandlers handlers;
    private final StandbyResponder responder;

    StandbyInterceptor(LeaderOnlyHandlers handlers, StandbyResponder responder) {
        this.handlers = handlers;
        this.responder = responder;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException, ServletException, InterruptedException {
        // Asked for each kind of dispatch: from then on the handler's calls are not skipped.
        Optional<LeaderOnlyOperation> found = handlers.operation(handler);
        if (found.isEmpty() || request.getDispatcherType() != DispatcherType.REQUEST) {
            return true;
        }
        LeaderOnlyOperation operation = found.get();
        if (handlers.isLed(operation.election())) {
            return true;
        }
        if (operation.otherwise() == LeaderOnly.Otherwise.FORWARD) {
            responder.forward(request, response, operation.election());
        } else {
            responder.redirect(request, response, operation.election());
        }
        return false;
    }
}
