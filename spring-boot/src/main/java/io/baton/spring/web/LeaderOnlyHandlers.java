// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import io.baton.LeaderElector;
import io.baton.LeaderOnly;
import io.baton.spring.elections.ElectorRegistry;
import io.baton.spring.leaderonly.LeaderOnlyOperation;
import io.baton.spring.leaderonly.LeaderOnlyOperations;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.web.method.HandlerMethod;

/** The handlers whose requests the leader serves. Safe for use by any number of threads. */
final class LeaderOnlyHandlers {

    private final LeaderOnlyOperations operations;
    private final Supplier<@Nullable ElectorRegistry> electors;
    private final Map<MethodClassKey, Optional<LeaderOnlyOperation>> known = new ConcurrentHashMap<>();

    LeaderOnlyHandlers(LeaderOnlyOperations operations, Supplier<@Nullable ElectorRegistry> electors) {
        this.operations = operations;
        this.electors = electors;
    }

    /** How the handler is leader-only; nothing if it is not, or if its call throws where this process does not lead. */
    Optional<LeaderOnlyOperation> operation(@Nullable Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            return Optional.empty();
        }
        MethodClassKey key = new MethodClassKey(method.getMethod(), method.getBeanType());
        Optional<LeaderOnlyOperation> found = known.get(key);
        if (found == null) {
            found = operations
                    .ofHandler(method.getMethod(), type(method))
                    .filter(operation -> operation.otherwise() != LeaderOnly.Otherwise.THROW);
            known.put(key, found);
        }
        return found;
    }

    private static Class<?> type(HandlerMethod handler) {
        return handler.getBean() instanceof String
                ? handler.getBeanType()
                : AopProxyUtils.ultimateTargetClass(handler.getBean());
    }

    Optional<LeaderElector> elector(String election) {
        return Optional.ofNullable(electors.get()).map(registry -> registry.elector(election));
    }

    boolean isLed(String election) {
        return elector(election).filter(LeaderElector::isLeader).isPresent();
    }
}
