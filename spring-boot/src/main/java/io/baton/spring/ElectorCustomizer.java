// SPDX-License-Identifier: Apache-2.0
package io.baton.spring;

import io.baton.LeaderElector;

/**
 * A bean that is called once with each elector of the application, when the context runs and before the elector stands: to add listeners or tasks.
 *
 * <pre>{@code
 * @Bean
 * ElectorCustomizer routes(Routes routes) {
 *     return elector -> elector.whileLeader(leadership -> routes.register(leadership.token()));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface ElectorCustomizer {

    /** Called once with the elector; what this throws ends the start of the application, or the call that has asked for the elector later. */
    void customize(LeaderElector elector);
}
