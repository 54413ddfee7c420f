// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.fencing.FencingGuard;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.web.servlet.FilterRegistrationBean;

/** What the chain throws reaches the filters before as it is. */
@Timeout(120)
class FilterExceptionsTest {

    private final List<Exception> seen = new CopyOnWriteArrayList<>();
    private final List<Exception> thrown = new CopyOnWriteArrayList<>();

    @Test
    void theExceptionsOfTheChainPassUnchanged() throws Exception {
        FencingTokenFilter guarding = new FencingTokenFilter(FencingGuard.inMemory());
        for (FencingTokenFilter filter : List.of(guarding, guarding.checkingOnly())) {
            seen.clear();
            thrown.clear();
            try (Receiver receiver = receiver(filter)) {
                for (Exception failure : failures().toList()) {
                    thrown.add(failure);
                    assertThat(receiver.send("POST", "/entries", "billing=7").statusCode())
                            .isEqualTo(500);
                    // The lock is free again, and the token has been seen.
                    assertThat(receiver.send("POST", "/entries", "billing=6").statusCode())
                            .isEqualTo(412);
                }
            }
            assertThat(seen).hasSize(3).isEqualTo(thrown);
        }
    }

    private static Stream<Exception> failures() {
        return Stream.of(
                new IOException("thrown by a test"),
                new ServletException("thrown by a test"),
                new IllegalArgumentException("thrown by a test"));
    }

    private Receiver receiver(FencingTokenFilter filter) {
        return Receiver.start(Receiver.Application.class, context -> {
            context.registerBean("first", FilterRegistrationBean.class, () -> at(1, this::record, "first"));
            context.registerBean("fencing", FilterRegistrationBean.class, () -> at(2, filter, "fencing"));
            context.registerBean("last", FilterRegistrationBean.class, () -> at(3, this::fail, "last"));
        });
    }

    private static FilterRegistrationBean<Filter> at(int order, Filter filter, String name) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.setName(name);
        registration.setOrder(order);
        return registration;
    }

    private void record(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException failure) {
            seen.add(failure);
            throw failure;
        }
    }

    private void fail(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Exception failure = thrown.get(thrown.size() - 1);
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof ServletException servlet) {
            throw servlet;
        }
        throw (RuntimeException) failure;
    }
}
