// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.autoconfigure;

import io.baton.Baton;
import io.baton.fencing.StaleTokenException;
import io.baton.micrometer.BatonMetrics;
import io.baton.micrometer.LeaderOnlyCallCounts;
import io.baton.spring.ElectorCustomizer;
import io.baton.spring.connection.BackendName;
import io.baton.spring.leaderonly.LeaderOnlyCalls;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Metrics of elections, where Micrometer is on the class path; Boot binds them to each registry. */
@AutoConfiguration(after = ElectionsAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(Baton.class)
public class ElectionMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    BatonMetrics batonMetrics(Baton baton, LeaderOnlyCalls calls, ObjectProvider<BackendName> backend) {
        return new BatonMetrics(
                        baton,
                        backend.stream().map(BackendName::value).findFirst().orElse("other"))
                .leaderOnlyCalls(election -> counts(calls.counts().get(election)));
    }

    @Bean
    ElectorCustomizer batonMetricsElectorCustomizer(BatonMetrics metrics) {
        return metrics::watch;
    }

    /** Of the fence that {@code @Fenced} methods are checked by. */
    @Bean
    Consumer<StaleTokenException> batonStaleTokenCounter(BatonMetrics metrics) {
        return metrics::staleToken;
    }

    private static LeaderOnlyCallCounts counts(LeaderOnlyCalls.@Nullable Counts counts) {
        return counts == null
                ? LeaderOnlyCallCounts.NONE
                : new LeaderOnlyCallCounts(counts.ran(), counts.skipped(), counts.interrupted());
    }
}
