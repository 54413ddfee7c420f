// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.ElectionStatus;
import io.baton.Leadership;
import io.baton.spi.Candidacy;
import io.baton.spi.ElectionName;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.OpenSession;
import io.baton.testkit.contract.scenario.ShortLease;
import io.baton.testkit.fixture.BackendTimings;
import io.baton.testkit.fixture.Participant;
import io.baton.testkit.spi.RecordingFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What candidates and elections cost the store. Where requests cannot be counted, the rest still holds. */
public interface CostContract extends Contract {

    int MANY = 20;

    /** So many that what a process sends of itself, such as keepalives, is few beside them. */
    int WAITED_FOR = 60;

    /** A lease so long that no candidate asks where it stands for another reason than the end of the leader. */
    Map<String, String> PATIENT = Map.of("baton.lease-duration", "60s");

    @Test
    @Tag("P9")
    default void theEndOfALeaderWakesTheNextOnly(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join(PATIENT);
        leader.leads();
        Contender next = scenario.join(PATIENT);
        List<Contender> others = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            others.add(scenario.join(PATIENT));
        }
        long before = requestsOnceAtRest(scenario, others);
        leader.elector().close();
        next.leads();
        assertThat(requestsOnceAtRest(scenario, others) - before)
                .as("requests of nine candidates whose turn has not come")
                .isLessThanOrEqualTo(1);
    }

    /** As soon as none was sent for a while: on a busy machine the watches of those who have joined come late. */
    private static long requestsOnceAtRest(ContractScenario scenario, List<Contender> contenders) {
        long rest = scenario.fixture().timings().handOver().dividedBy(4).toNanos();
        AtomicLong sent = new AtomicLong(-1);
        AtomicLong since = new AtomicLong();
        Conditions.await("nothing is sent", scenario.timings().takeOver(), () -> {
            long now = requests(contenders);
            if (sent.getAndSet(now) != now) {
                since.set(System.nanoTime());
            }
            return System.nanoTime() - since.get() > rest;
        });
        return sent.get();
    }

    private static long requests(List<Contender> contenders) {
        return contenders.stream()
                .mapToLong(each -> each.participant().requests().orElse(0))
                .sum();
    }

    @Test
    @Tag("P9")
    default void joiningCostsTheTenthCandidateNoMoreThanTheThird(ContractScenario scenario)
            throws InterruptedException {
        List<Contender> joined = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            joined.add(scenario.join(PATIENT));
        }
        requestsOnceAtRest(scenario, joined);
        List<Long> cost = joined.stream().map(each -> requests(List.of(each))).toList();
        assertThat(cost.get(9)).as("requests to join: %s", cost).isLessThanOrEqualTo(cost.get(2) + 1);
    }

    @Test
    @Tag("P9")
    default void askingWhoLeadsCostsTheSameHoweverManyStand(ContractScenario scenario) throws InterruptedException {
        scenario.join(PATIENT).leads();
        OpenSession asking = OpenSession.in(scenario);
        asking.leader(scenario.election());
        long alone = costOfAsking(scenario, asking);
        for (int i = 0; i < 9; i++) {
            scenario.join(PATIENT);
        }
        assertThat(costOfAsking(scenario, asking))
                .as("requests to ask who leads ten candidates, after %s to ask who leads one", alone)
                .isLessThanOrEqualTo(alone + 1);
    }

    private static long costOfAsking(ContractScenario scenario, OpenSession asking) throws InterruptedException {
        long before = asking.participant().requests().orElse(0);
        assertThat(asking.leader(scenario.election())).isPresent();
        return asking.participant().requests().orElse(0) - before;
    }

    @Test
    @Tag("P9")
    default void aCandidateThatWaitsAsksAboutOncePerLease(ContractScenario scenario) throws InterruptedException {
        BackendTimings waiting = scenario.fixture().timings();
        scenario.join().leads();
        scenario.join();
        Contender third = scenario.join(ContractScenario.lease(waiting));
        long before = requests(List.of(third));
        Conditions.staysTrue(
                "waits", waiting.lease().multipliedBy(2), () -> !third.elector().isLeader());
        // A look reads the own place, those before it and both records: some stores need a request for each.
        assertThat(requests(List.of(third)) - before)
                .as("requests in two leases")
                .isLessThanOrEqualTo(15);
    }

    @Test
    @Tag("P10")
    default void waitingInManyElectionsCostsAProcessLessThanARequestForEachInALease(ContractScenario scenario)
            throws InterruptedException {
        BackendTimings timings = scenario.fixture().timings();
        List<Contender> leading = contenders(scenario, scenario.connect(), WAITED_FOR);
        for (Contender each : leading) {
            each.leads();
        }
        Participant participant = scenario.connect(ContractScenario.lease(timings));
        contenders(scenario, participant, WAITED_FOR);
        Conditions.await("all have entered", scenario.timings().takeOver(), () -> allWait(participant));
        Conditions.staysTrue("all wait", timings.lease(), () -> allWait(participant));
        long before = participant.requests().orElse(0);
        Conditions.staysTrue("all wait", timings.lease().multipliedBy(2), () -> allWait(participant));
        assertThat(participant.requests().orElse(0) - before)
                .as("requests in two leases while %s elections are waited for", WAITED_FOR)
                .isLessThan(WAITED_FOR);
    }

    private static boolean allWait(Participant participant) {
        return participant.baton().status().elections().stream()
                .allMatch(each -> each.state() == ElectionStatus.State.WAITING);
    }

    @Test
    @Tag("P8")
    default void aCheckTellsWhatNoEventHasTold(ContractScenario scenario) throws InterruptedException {
        BackendTimings calm = scenario.fixture().timings().calm();
        Contender first = scenario.join(PATIENT);
        first.leads();
        Contender second = scenario.join(PATIENT);
        RecordingFacts facts = new RecordingFacts();
        Candidacy third = OpenSession.in(scenario, calm)
                .session()
                .enter(new ElectionName(scenario.election()), new Candidate("third"), facts);
        facts.next("position");
        third.check();
        Conditions.staysTrue(
                "nothing is told",
                calm.lease().dividedBy(5),
                () -> facts.untold().isEmpty());
        first.elector().close();
        second.leads();
        third.check();
        facts.next("positionChanged");
        third.release();
        facts.eventually("gone");
    }

    @Test
    @Tag("P10")
    default void electionsOfAConnectionShareOneSession(ContractScenario scenario) throws InterruptedException {
        scenario.queue();
        Set<String> before = scenario.fixture().sessions();
        leadMany(scenario, scenario.connect());
        Set<String> during = new HashSet<>(scenario.fixture().sessions());
        during.removeAll(before);
        assertThat(during).hasSize(1);
    }

    @Test
    @Tag("P10")
    @ShortLease(times = 3)
    default void renewingCostsTheSameForOneElectionAndForMany(ContractScenario scenario) throws InterruptedException {
        Participant participant = scenario.connect();
        List<Leadership> held = leadMany(scenario, participant);
        long before = participant.requests().orElse(0);
        Conditions.staysTrue(
                "all are led",
                scenario.timings().validity(),
                () -> held.stream().allMatch(Leadership::isHeld));
        assertThat(participant.requests().orElse(0) - before)
                .as("requests while %s elections are led for the validity", MANY)
                .isLessThan(MANY);
    }

    private static List<Leadership> leadMany(ContractScenario scenario, Participant participant)
            throws InterruptedException {
        List<Leadership> held = new ArrayList<>();
        for (Contender each : contenders(scenario, participant, MANY)) {
            held.add(each.leads());
        }
        return held;
    }

    /** One in each of so many elections, all of one process. */
    private static List<Contender> contenders(ContractScenario scenario, Participant participant, int count) {
        List<Contender> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(scenario.contender(participant, scenario.election() + "-" + i, UnaryOperator.identity()));
        }
        all.forEach(each -> each.elector().start());
        return all;
    }
}
