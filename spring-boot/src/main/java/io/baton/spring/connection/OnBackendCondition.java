// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.spring.EtcdConnectionDetails;
import io.baton.spring.RaftConnectionDetails;
import io.baton.spring.ZooKeeperConnectionDetails;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Whether it is known which store to connect to: by name, or by a bean that has its address. */
final class OnBackendCondition extends SpringBootCondition implements ConfigurationCondition {

    private static final List<Class<?>> DETAILS =
            List.of(ZooKeeperConnectionDetails.class, EtcdConnectionDetails.class, RaftConnectionDetails.class);

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Backend");
        if (StringUtils.hasText(context.getEnvironment().getProperty(PlainConfiguration.BACKEND))) {
            return ConditionOutcome.match(message.foundExactly("property " + PlainConfiguration.BACKEND));
        }
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        if (beans != null) {
            for (Class<?> type : DETAILS) {
                if (beans.getBeanNamesForType(type, true, false).length > 0) {
                    return ConditionOutcome.match(message.foundExactly("bean of type " + type.getSimpleName()));
                }
            }
        }
        return ConditionOutcome.noMatch(
                message.because(PlainConfiguration.BACKEND + " is not set and there are no connection details"));
    }
}
