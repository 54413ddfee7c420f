// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;

/** Has what it needs made before the interceptor, and processes nothing. */
final class EarlyPostProcessor implements BeanPostProcessor, PriorityOrdered {

    private final Object needed;

    EarlyPostProcessor(Object needed) {
        this.needed = needed;
    }

    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public String toString() {
        return "early for " + needed;
    }
}
