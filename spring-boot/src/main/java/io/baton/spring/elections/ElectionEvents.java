// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.elections;

import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import io.baton.spring.LeaderChangedEvent;
import io.baton.spring.LeadershipElectedEvent;
import io.baton.spring.LeadershipLostEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/** Publishes what electors tell as events of the application, on Baton's callback threads. */
final class ElectionEvents {

    private static final Logger LOG = LoggerFactory.getLogger(ElectionEvents.class);

    /** Enough for a listener that tells another system. */
    private static final Duration LAST_EVENTS = Duration.ofSeconds(10);

    private final ApplicationEventPublisher publisher;
    private final ObservedLeaders leaders;

    /** Leaderships whose end has not been published yet. */
    private final Map<Leadership, CompletableFuture<LossReason>> begun = new ConcurrentHashMap<>();

    ElectionEvents(ApplicationEventPublisher publisher, ObservedLeaders leaders) {
        this.publisher = publisher;
        this.leaders = leaders;
    }

    /** Begins to publish the events of an elector, until it is closed. */
    void publish(LeaderElector elector) {
        var unusedLeaderships = elector.listen(new Leaderships());
        var unusedLeaders = elector.observe(new Changes(elector.election()));
    }

    /** Waits, when all elections have been left, until listeners have heard of the end of each leadership. */
    void awaitLast() {
        CompletableFuture<?>[] last = begun.values().toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(last)
                .completeOnTimeout(null, LAST_EVENTS.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (!begun.isEmpty()) {
            LOG.warn(
                    "a listener of LeadershipLostEvent has not returned within {} s; the context closes without it",
                    LAST_EVENTS.toSeconds());
        }
    }

    private final class Leaderships implements LeadershipListener {

        @Override
        public void onElected(Leadership leadership) {
            begun.put(leadership, new CompletableFuture<>());
            publisher.publishEvent(new LeadershipElectedEvent(leadership));
        }

        @Override
        public void onLost(Leadership leadership, LossReason reason) {
            try {
                publisher.publishEvent(new LeadershipLostEvent(leadership, reason));
            } finally {
                Optional.ofNullable(begun.remove(leadership)).ifPresent(published -> published.complete(reason));
            }
        }
    }

    /** The first answer of a new observation is no change if no candidate leads. */
    private final class Changes implements Consumer<Optional<Leader>> {

        private final String election;
        private Optional<Leader> last = Optional.empty();

        Changes(String election) {
            this.election = election;
        }

        @Override
        public void accept(Optional<Leader> leader) {
            // Before the listeners, which may take their time.
            leaders.observed(election, leader);
            if (!leader.equals(last)) {
                last = leader;
                publisher.publishEvent(new LeaderChangedEvent(election, leader));
            }
        }
    }
}
