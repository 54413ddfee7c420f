// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.autoconfigure;

import io.baton.spring.web.LeaderOnlyWebConfiguration;
import io.baton.spring.web.ReactiveHandlerCheck;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Sends requests for leader-only handlers of Spring MVC from the processes that do not lead to the one that does. In a reactive web
 * application such handlers end the start.
 */
@AutoConfiguration(afterName = "io.baton.spring.autoconfigure.ElectionsAutoConfiguration")
public class LeaderOnlyWebAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(WebMvcConfigurer.class)
    @Import(LeaderOnlyWebConfiguration.class)
    static class OnServlets {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @Import(ReactiveHandlerCheck.class)
    static class Reactive {}
}
