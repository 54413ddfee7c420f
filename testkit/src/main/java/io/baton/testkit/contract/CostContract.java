// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Leadership;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Limits;
import io.baton.testkit.fixture.Participant;
import io.baton.testkit.fixture.Scene;
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

    /** A lease so long that no candidate asks where it stands for another reason than the end of the leader. */
    Map<String, String> PATIENT = Map.of("baton.lease-duration", "60s");

    @Test
    @Tag("P9")
    default void theEndOfALeaderWakesTheNextOnly(Scene scene) throws InterruptedException {
        Contender leader = scene.join(PATIENT);
        leader.leads();
        Contender next = scene.join(PATIENT);
        List<Contender> others = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            others.add(scene.join(PATIENT));
        }
        long before = requestsOnceAtRest(scene, others);
        leader.elector().close();
        next.leads();
        assertThat(requestsOnceAtRest(scene, others) - before)
                .as("requests of nine candidates whose turn has not come")
                .isLessThanOrEqualTo(1);
    }

    /** As soon as none was sent for a while: on a busy machine the watches of those who have joined come late. */
    private static long requestsOnceAtRest(Scene scene, List<Contender> contenders) {
        long rest = scene.fixture().limits().handOver().dividedBy(4).toNanos();
        AtomicLong sent = new AtomicLong(-1);
        AtomicLong since = new AtomicLong();
        Scene.await("nothing is sent", scene.limits().takeOver(), () -> {
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
    default void joiningCostsTheTenthCandidateNoMoreThanTheThird(Scene scene) throws InterruptedException {
        List<Contender> joined = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            joined.add(scene.join(PATIENT));
        }
        requestsOnceAtRest(scene, joined);
        List<Long> cost = joined.stream().map(each -> requests(List.of(each))).toList();
        assertThat(cost.get(9)).as("requests to join: %s", cost).isLessThanOrEqualTo(cost.get(2) + 1);
    }

    @Test
    @Tag("P9")
    default void askingWhoLeadsCostsTheSameHoweverManyStand(Scene scene) throws InterruptedException {
        scene.join(PATIENT).leads();
        OpenSession asking = OpenSession.in(scene);
        asking.leader(scene.election());
        long alone = costOfAsking(scene, asking);
        for (int i = 0; i < 9; i++) {
            scene.join(PATIENT);
        }
        assertThat(costOfAsking(scene, asking))
                .as("requests to ask who leads ten candidates, after %s to ask who leads one", alone)
                .isLessThanOrEqualTo(alone + 1);
    }

    private static long costOfAsking(Scene scene, OpenSession asking) throws InterruptedException {
        long before = asking.participant().requests().orElse(0);
        assertThat(asking.leader(scene.election())).isPresent();
        return asking.participant().requests().orElse(0) - before;
    }

    @Test
    @Tag("P9")
    default void aCandidateThatWaitsAsksAboutOncePerLease(Scene scene) throws InterruptedException {
        Limits waiting = scene.fixture().limits();
        scene.join().leads();
        scene.join();
        Contender third = scene.join(Scene.lease(waiting));
        long before = requests(List.of(third));
        Scene.staysTrue(
                "waits", waiting.lease().multipliedBy(2), () -> !third.elector().isLeader());
        // A look reads the own place, those before it and both records: some stores need a request for each.
        assertThat(requests(List.of(third)) - before)
                .as("requests in two leases")
                .isLessThanOrEqualTo(15);
    }

    @Test
    @Tag("P10")
    default void electionsOfAConnectionShareOneSession(Scene scene) throws InterruptedException {
        scene.queue();
        Set<String> before = scene.fixture().sessions();
        leadMany(scene, scene.connect());
        Set<String> during = new HashSet<>(scene.fixture().sessions());
        during.removeAll(before);
        assertThat(during).hasSize(1);
    }

    @Test
    @Tag("P10")
    @ShortLease(times = 3)
    default void renewingCostsTheSameForOneElectionAndForMany(Scene scene) throws InterruptedException {
        Participant participant = scene.connect();
        List<Leadership> held = leadMany(scene, participant);
        long before = participant.requests().orElse(0);
        Scene.staysTrue(
                "all are led", scene.limits().validity(), () -> held.stream().allMatch(Leadership::isHeld));
        assertThat(participant.requests().orElse(0) - before)
                .as("requests while %s elections are led for the validity", MANY)
                .isLessThan(MANY);
    }

    private static List<Leadership> leadMany(Scene scene, Participant participant) throws InterruptedException {
        List<Contender> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(scene.contender(participant, scene.election() + "-" + i, UnaryOperator.identity()));
        }
        all.forEach(each -> each.elector().start());
        List<Leadership> held = new ArrayList<>();
        for (Contender each : all) {
            held.add(each.leads());
        }
        return held;
    }
}
