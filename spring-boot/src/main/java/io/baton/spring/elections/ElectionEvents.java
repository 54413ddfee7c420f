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
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.context.ApplicationEventPublisher;

/** Publishes what electors tell as events of the application, on Baton's callback threads. */
final class ElectionEvents {

    private final ApplicationEventPublisher publisher;

    ElectionEvents(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    /** Begins to publish the events of an elector, until it is closed. */
    void publish(LeaderElector elector) {
        var unusedLeaderships = elector.listen(new Leaderships());
        var unusedLeaders = elector.observe(new Changes(elector.election()));
    }

    private final class Leaderships implements LeadershipListener {

        @Override
        public void onElected(Leadership leadership) {
            publisher.publishEvent(new LeadershipElectedEvent(leadership));
        }

        @Override
        public void onLost(Leadership leadership, LossReason reason) {
            publisher.publishEvent(new LeadershipLostEvent(leadership, reason));
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
            if (!leader.equals(last)) {
                last = leader;
                publisher.publishEvent(new LeaderChangedEvent(election, leader));
            }
        }
    }
}
