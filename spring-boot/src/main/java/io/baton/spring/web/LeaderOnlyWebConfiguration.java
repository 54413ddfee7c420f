// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.spring.elections.ElectorRegistry;
import io.baton.spring.elections.ObservedLeaders;
import io.baton.spring.failure.InvalidValueException;
import io.baton.spring.leaderonly.LeaderOnlyOperations;
import io.baton.spring.web.destination.AllowedHosts;
import io.baton.spring.web.destination.Destinations;
import io.baton.spring.web.destination.LeaseTime;
import io.baton.spring.web.forward.RequestForwarder;
import io.baton.spring.web.request.RedirectMarkerFilter;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/** The beans that answer requests for leader-only handlers of Spring MVC where a process does not lead. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LeaderOnlyWebProperties.class)
public class LeaderOnlyWebConfiguration {

    @Bean
    static RedirectMarkerFilter batonRedirectMarkerFilter() {
        return new RedirectMarkerFilter();
    }

    /** Asks for the electors at the first request: Spring MVC is set up before ordinary beans are made. */
    @Bean
    static LeaderOnlyHandlers batonLeaderOnlyHandlers(
            LeaderOnlyOperations operations, ObjectProvider<ElectorRegistry> electors) {
        return new LeaderOnlyHandlers(operations, SingletonSupplier.ofNullable(electors::getIfAvailable));
    }

    @Bean
    static Destinations batonDestinations(
            LeaderOnlyHandlers handlers,
            LeaderOnlyWebProperties properties,
            ObjectProvider<ObservedLeaders> leaders,
            ObjectProvider<Baton> baton,
            Environment environment) {
        LeaseTime lease = new LeaseTime(
                SingletonSupplier.ofNullable(baton::getIfAvailable),
                Binder.get(environment)
                        .bind("baton.lease-duration", Duration.class)
                        .map(Optional::of)
                        .orElseGet(Optional::empty));
        try {
            return new Destinations(
                    SingletonSupplier.ofNullable(leaders::getIfAvailable),
                    election -> handlers.elector(election).map(LeaderElector::candidate),
                    lease,
                    AllowedHosts.of(properties.allowedHosts()));
        } catch (IllegalArgumentException e) {
            throw InvalidValueException.of(e, environment);
        }
    }

    @Bean
    static RequestForwarder batonRequestForwarder(LeaderOnlyWebProperties properties, Environment environment) {
        try {
            return new RequestForwarder(properties.forwardTimeout());
        } catch (IllegalArgumentException e) {
            throw InvalidValueException.of(e, environment);
        }
    }

    @Bean
    static LeaderOnlyWebMvcConfigurer batonLeaderOnlyWebMvcConfigurer(
            LeaderOnlyHandlers handlers, Destinations destinations, RequestForwarder forwarder) {
        StandbyResponder responder = new StandbyResponder(handlers, destinations, forwarder);
        return new LeaderOnlyWebMvcConfigurer(
                new StandbyInterceptor(handlers, responder), new NotLeaderResolver(handlers, responder));
    }

    @Bean
    static HandlerAddressCheck batonHandlerAddressCheck(
            ConfigurableListableBeanFactory beans,
            LeaderOnlyOperations operations,
            LeaderOnlyHandlers handlers,
            Environment environment) {
        return new HandlerAddressCheck(beans, operations, handlers, environment);
    }
}
