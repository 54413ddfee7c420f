// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Refuses fenced methods of an application that has no JDBC: they would write without a check. */
final class FencedWithoutJdbcCheck implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;

    FencedWithoutJdbcCheck(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (String name : beans.getBeanDefinitionNames()) {
            FencedMethods.METHODS.ofBean(beans, name).keySet().stream()
                    .findFirst()
                    .ifPresent(method -> {
                        throw FencedMethods.RULES.refused(
                                method,
                                "spring-jdbc is not on the class path",
                                "Add spring-boot-starter-jdbc or spring-boot-starter-data-jpa, or fence the resource by a"
                                        + " FencingGuard of its own.");
                    });
        }
    }
}
