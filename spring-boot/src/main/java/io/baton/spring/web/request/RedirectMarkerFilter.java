// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.request;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.core.Ordered;

/** Takes the mark of a redirect out of the query, so that the application sees the request as it was sent first. */
public final class RedirectMarkerFilter implements Filter, Ordered {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && RedirectMarker.isIn(http.getQueryString())) {
            RedirectMarker.note(request);
            chain.doFilter(new UnmarkedRequest(http), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
