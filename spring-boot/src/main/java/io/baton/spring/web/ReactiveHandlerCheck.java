// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import io.baton.LeaderOnly;
import io.baton.spring.leaderonly.AnnotatedElections;
import io.baton.spring.methods.InterceptionCheck;
import java.lang.reflect.Method;
import java.util.Map;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Refuses, in a reactive web application, leader-only handlers whose requests would have to be answered in the leader's place. */
public final class ReactiveHandlerCheck implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;

    ReactiveHandlerCheck(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Map<Method, LeaderOnly> handlers = AnnotatedElections.requestHandlers(beans);
        handlers.forEach((method, annotation) -> {
            throw InterceptionCheck.refused(
                    method,
                    "it is a handler of a reactive web application, where requests are neither redirected to the leader"
                            + " nor passed on to it",
                    "Have the handler call a leader-only method of another bean, or use otherwise = THROW with an"
                            + " @ExceptionHandler of NotLeaderException.");
        });
    }
}
