// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import io.baton.spring.connection.HttpBaseUrl;
import io.baton.spring.failure.InvalidValueException;
import io.baton.spring.leaderonly.AnnotatedElections;
import io.baton.spring.leaderonly.LeaderOnlyOperations;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/** Looks at the start whether the other instances can send requests here when this process leads. */
final class HandlerAddressCheck implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerAddressCheck.class);

    private final ConfigurableListableBeanFactory beans;
    private final LeaderOnlyOperations operations;
    private final LeaderOnlyHandlers handlers;
    private final Environment environment;

    HandlerAddressCheck(
            ConfigurableListableBeanFactory beans,
            LeaderOnlyOperations operations,
            LeaderOnlyHandlers handlers,
            Environment environment) {
        this.beans = beans;
        this.operations = operations;
        this.handlers = handlers;
        this.environment = environment;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Set<String> elections = new TreeSet<>();
        AnnotatedElections.requestHandlers(beans)
                .forEach((method, annotation) -> elections.add(operations.election(method, annotation)));
        elections.removeIf(this::hasAddress);
        if (!elections.isEmpty()) {
            LOG.warn(
                    "baton.web.advertised-url is not set: while this process leads {}, the other instances answer 503 to"
                            + " requests that only the leader serves",
                    elections);
        }
    }

    private boolean hasAddress(String election) {
        String address = handlers.elector(election)
                .map(elector -> elector.candidate().attributes().getOrDefault(HttpBaseUrl.ATTRIBUTE, ""))
                .orElse("");
        if (address.isBlank()) {
            return false;
        }
        try {
            var unused = HttpBaseUrl.of("baton.attributes." + HttpBaseUrl.ATTRIBUTE, address.strip());
            return true;
        } catch (IllegalArgumentException e) {
            throw InvalidValueException.of(e, environment);
        }
    }
}
