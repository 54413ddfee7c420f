// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Leadership;
import io.baton.testkit.fault.BackendFaults;
import io.baton.testkit.fault.BackendFaults.Call;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Scene;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One rule for faults: a session whose backend throws or falls silent is ended, and another is opened, for ever. */
public interface SessionFaultContract extends Contract {

    /** The shortest silence after which a session is ended. */
    Duration SHORTEST_SILENCE = Duration.ofSeconds(2);

    /** Ten times what closing may take without work; less where a fixture is less patient. */
    Duration CLOSING = Duration.ofSeconds(20);

    @Test
    @Tag("P8")
    default void aFirstSessionThatCannotBeOpenedIsTriedAgain(Scene scene) throws InterruptedException {
        BackendFaults faults = new BackendFaults(scene.election());
        faults.throwing(Call.OPEN, 2);
        Faulty faulty = Faulty.in(scene, faults, scene.election());
        Faulty.leads(faulty.start());
        assertThat(faults.thrown(Call.OPEN)).isEqualTo(2);
        assertThat(faults.opened()).isEqualTo(1);
    }

    @Test
    @Tag("P8")
    @ShortLease(times = 3)
    default void aSecondSessionThatCannotBeOpenedIsTriedAgain(Scene scene) throws InterruptedException {
        Faulty faulty = Faulty.in(scene, scene.election());
        Contender contender = faulty.join();
        Leadership first = Faulty.leads(contender);
        faulty.faults().throwing(Call.OPEN, 3);
        faulty.participant().expireSession();
        faulty.awaitThrown(Call.OPEN, 3);
        contender.loses(first);
        assertThat(Faulty.leads(contender).token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P8")
    @ShortLease(times = 3)
    default void aSessionWhoseClosingThrowsIsFollowedByAnother(Scene scene) throws InterruptedException {
        Faulty faulty = Faulty.in(scene, scene.election());
        Contender contender = faulty.join();
        faulty.faults().throwing(Call.CLOSE);
        for (int times = 1; times <= 2; times++) {
            Leadership led = Faulty.leads(contender);
            faulty.participant().expireSession();
            faulty.awaitThrown(Call.CLOSE, times);
            contender.loses(led);
            assertThat(Faulty.leads(contender).token()).isGreaterThan(led.token());
        }
    }

    @Test
    @Tag("P8")
    @ShortLease
    default void aProofThatThrowsEndsTheSessionUntilItIsMended(Scene scene) throws InterruptedException {
        Faulty faulty = Faulty.in(scene, scene.election());
        Contender proving = faulty.join();
        Leadership first = Faulty.leads(proving);
        faulty.faults().throwing(Call.PROVE);
        faulty.awaitThrown(Call.PROVE, 2);
        proving.loses(first);
        Contender healthy = scene.join();
        faulty.recovers(proving, healthy, first);
    }

    @Test
    @Tag("P8")
    @ShortLease
    default void aSessionThatIsNeverToldToBeOpenIsGivenUpForAnother(Scene scene) throws InterruptedException {
        BackendFaults faults = new BackendFaults(scene.election());
        faults.openSilently(1);
        Faulty faulty = Faulty.in(scene, faults, scene.election());
        Contender contender = faulty.start();
        Faulty.leads(contender);
        assertThat(faults.opened()).as("attempts").isGreaterThan(1);
        scene.assertOneLeads();
    }

    @Test
    @Tag("P8")
    @ShortLease
    default void aLeaderWhoseSessionFallsSilentIsReplacedAndStandsAgain(Scene scene) throws InterruptedException {
        Faulty faulty = Faulty.in(scene, scene.election());
        Contender silent = faulty.join();
        Leadership first = Faulty.leads(silent);
        Contender healthy = scene.join();
        faulty.faults().silence();
        silent.loses(first);
        Faulty.leads(healthy);
        faulty.recovers(silent, healthy, first);
    }

    @Test
    @Tag("P8")
    @ShortLease
    default void aWaitingCandidateWhoseSessionFallsSilentStandsAgain(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership first = leader.leads();
        Faulty faulty = Faulty.in(scene, scene.election());
        Contender silent = faulty.join();
        faulty.faults().silence();
        Scene.await(
                "another session",
                scene.limits().takeOver(),
                () -> faulty.faults().opened() > 1);
        faulty.recovers(silent, leader, first);
    }

    /** Three times a lease is what is promised; one in a lease is what a machine with too much to do leaves. */
    @Test
    @Tag("P8")
    @ShortLease
    default void serversThatAnswerAreHeardOfAlthoughNothingIsAsked(Scene scene) {
        OpenSession idle = OpenSession.in(scene, scene.limits());
        Scene.await(
                "servers are told to have answered, unasked",
                scene.limits().lease().multipliedBy(3),
                () -> idle.tap().answers() >= 3);
    }

    @Test
    @Tag("P10")
    @ShortLease
    default void aSessionInWhichNothingHappensStaysTheSame(Scene scene) throws InterruptedException {
        Faulty idle = Faulty.in(scene, scene.election());
        idle.participant().baton().elector(scene.election() + "-idle");
        Faulty waiting = Faulty.in(scene, scene.election());
        scene.join(Scene.lease(scene.fixture().limits().calm())).leads();
        waiting.join();
        Duration longer = scene.limits().lease().compareTo(SHORTEST_SILENCE) > 0
                ? scene.limits().lease()
                : SHORTEST_SILENCE;
        Scene.staysTrue(
                "one session each",
                longer.multipliedBy(5).dividedBy(2),
                () -> idle.faults().opened() <= 1 && waiting.faults().opened() <= 1);
    }

    @Test
    @Tag("P8")
    @ShortLease
    default void factsWhoseHearerThrowsCostAtMostTheSession(Scene scene) throws InterruptedException {
        Faulty faulty = Faulty.in(scene, scene.election());
        Contender told = faulty.join();
        Leadership first = Faulty.leads(told);
        Contender healthy = scene.join();
        faulty.faults().throwing(Call.FACT);
        faulty.awaitThrown(Call.FACT, 3);
        faulty.recovers(told, healthy, first);
    }

    @Test
    @Tag("P12")
    @ShortLease
    default void closingReturnsAndLeavesNothingWhateverThrows(Scene scene) throws InterruptedException {
        scene.leader();
        Set<String> before = scene.fixture().sessions();
        Faulty neverOpen = Faulty.in(scene, alwaysThrowing(scene, Call.OPEN), scene.election() + "-never");
        neverOpen.start();
        neverOpen.awaitThrown(Call.OPEN, 1);
        Faulty releasing = Faulty.in(scene, scene.election());
        Faulty.leads(releasing.join());
        releasing.faults().throwing(Call.RELEASE, Call.CLOSE, Call.PROVE);
        Faulty silent = Faulty.in(scene, scene.election() + "-silent");
        Faulty.leads(silent.join());
        silent.faults().silence();
        for (Faulty each : List.of(neverOpen, releasing, silent)) {
            CompletableFuture<?> closing = CompletableFuture.runAsync(each.participant()::close);
            Scene.await(
                    "closed, " + each.election(),
                    Collections.min(List.of(CLOSING, scene.limits().takeOver())),
                    closing::isDone);
        }
        Scene.await(
                "no session is left",
                scene.limits().takeOver(),
                () -> before.containsAll(scene.fixture().sessions()));
        assertThat(scene.fixture().leftovers(scene.election())).isEmpty();
    }

    private static BackendFaults alwaysThrowing(Scene scene, Call call) {
        BackendFaults faults = new BackendFaults(scene.election());
        faults.throwing(call);
        return faults;
    }
}
