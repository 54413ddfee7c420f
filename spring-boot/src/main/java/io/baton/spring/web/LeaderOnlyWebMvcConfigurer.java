// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Comes after the application's own interceptors, which authorize and limit, and before its exception handlers. */
final class LeaderOnlyWebMvcConfigurer implements WebMvcConfigurer, Ordered {

    private final StandbyInterceptor interceptor;
    private final NotLeaderResolver resolver;

    LeaderOnlyWebMvcConfigurer(StandbyInterceptor interceptor, NotLeaderResolver resolver) {
        this.interceptor = interceptor;
        this.resolver = resolver;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(interceptor).order(Ordered.LOWEST_PRECEDENCE);
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(0, resolver);
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
