// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.baton.Baton;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionBackend;
import io.baton.testkit.contract.BrokenRecords.Careless;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.fixture.BackendTimings;
import io.baton.testkit.fixture.Participant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract fails on backends that are broken, each in one respect, and for that reason. */
class BrokenBackendsTest {

    /** Some faults show for a tenth of a second, which a busy machine may let pass. */
    private static final int ATTEMPTS = 5;

    private interface ContractTest {
        void run(ElectionContract contract, ContractScenario scenario) throws Exception;
    }

    /** A broken backend, the test that catches it, and what the failure says. */
    private record Broken(String what, Supplier<InMemoryFixture> fixture, ContractTest caughtBy, String why) {
        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "wrongAboutProofs",
        "wrongAboutRecords",
        "wrongAboutTheQueue",
        "wrongAboutTheApplication",
        "wrongAboutSessions"
    })
    void theContractCatches(Broken broken) {
        List<String> found = new ArrayList<>();
        while (found.size() < ATTEMPTS && !found.toString().contains(broken.why())) {
            InMemoryFixture fixture = broken.fixture().get();
            Throwable caught = catchThrowable(() -> run(fixture, fixture.timings(), broken.caughtBy()));
            found.add(caught == null ? "nothing" : all(caught));
        }
        assertThat(found.toString()).contains(broken.why());
    }

    @Test
    void lostEventsAreNoViolation() throws Exception {
        InMemoryFixture fixture = new BrokenFixture(BrokenProofs.LostEvents::new);
        run(
                fixture,
                fixture.timings().times(3),
                ElectionContract::aLeaderDeletedByHandLosesItsLeadershipBeforeTheNextLeads);
    }

    private static final class UnpairedFixture extends BrokenFixture {
        UnpairedFixture() {
            super(backend -> backend);
        }

        @Override
        Baton connect(ElectionBackend backend, Map<String, String> settings) {
            return BrokenCallbacks.unpaired(super.connect(backend, settings));
        }
    }

    private static final class StalledFixture extends BrokenFixture {
        StalledFixture() {
            super(backend -> backend);
        }

        @Override
        Baton connect(ElectionBackend backend, Map<String, String> settings) {
            return BrokenCallbacks.inTheLoop(backend, timings().lease());
        }
    }

    private static final class UnspoiltFixture extends BrokenFixture {
        UnspoiltFixture() {
            super(backend -> backend);
        }

        @Override
        public void spoilFloor(String election) {
            // Stays readable.
        }
    }

    private static void run(InMemoryFixture fixture, BackendTimings timings, ContractTest test) throws Exception {
        try (ContractScenario scenario = new ContractScenario(fixture, "broken", timings)) {
            test.run(() -> fixture, scenario);
        }
    }

    private static String all(Throwable caught) {
        return caught
                + Arrays.stream(caught.getSuppressed()).map(Throwable::toString).collect(Collectors.joining());
    }

    static Stream<Broken> wrongAboutProofs() {
        return Stream.of(
                new Broken(
                        "a deadline from the receipt of the answer",
                        () -> new BrokenFixture(BrokenProofs.DeadlineFromReceipt::new),
                        ElectionContract::aSessionThatEndsEarlyMakesNoTwoLeaders,
                        "two leaders of broken"),
                new Broken(
                        "a proof that a cut-off server answers",
                        () -> new BrokenFixture(BrokenProofs.ProofOfACutOffServer::new),
                        ElectionContract::theNextLeadsOnlyAfterTheDeadlineOfACutOffLeader,
                        "two leaders of broken"),
                new Broken(
                        "no fence before the wait",
                        () -> new BrokenFixture(BrokenProofs.NoFence::new),
                        ElectionContract::aLeaderDeletedByHandLosesItsLeadershipBeforeTheNextLeads,
                        "two leaders of broken"),
                new Broken(
                        "a thread that is left",
                        () -> new BrokenFixture(BrokenProofs.LeakedThread::new),
                        ElectionContract::aClosedConnectionLeavesNoThread,
                        "no thread is left"));
    }

    static Stream<Broken> wrongAboutRecords() {
        AtomicLong number = new AtomicLong();
        return Stream.of(
                new Broken(
                        "no wait after an unclean end",
                        () -> new BrokenFixture(BrokenRecords::everyEndIsClean),
                        ElectionContract::aSessionThatEndsEarlyMakesNoTwoLeaders,
                        "two leaders of broken"),
                new Broken(
                        "a successor that does not look at the leader record",
                        () -> new BrokenFixture(b -> BrokenRecords.noLookAtTheLeaderRecord(b, Careless.SUCCESSORS)),
                        ElectionContract::aSessionThatEndsEarlyMakesNoTwoLeaders,
                        "two leaders of broken"),
                new Broken(
                        "a newcomer that does not look at the leader record",
                        () -> new BrokenFixture(b -> BrokenRecords.noLookAtTheLeaderRecord(b, Careless.NEWCOMERS)),
                        ElectionContract::aNewcomerWaitsForALeaderThatItNeverSaw,
                        "two leaders of broken"),
                new Broken(
                        "a token that is used again",
                        () -> new BrokenFixture(b -> BrokenRecords.oneNumberForAll(b, number)),
                        ElectionContract::tokensGrowAcrossResignations,
                        "duplicate"),
                new Broken(
                        "a token from under an old floor",
                        () -> new BrokenFixture(BrokenRecords::noFloor),
                        ElectionContract::aFloorLiftsTheFirstToken,
                        "greater than"),
                new Broken(
                        "an unreadable floor that counts as none",
                        () -> new UnspoiltFixture(),
                        ElectionContract::aFloorThatCannotBeReadRefusesCandidacy,
                        "Expecting code to raise a throwable"));
    }

    static Stream<Broken> wrongAboutTheQueue() {
        List<CandidacyFacts> herd = new CopyOnWriteArrayList<>();
        return Stream.of(
                new Broken(
                        "a phantom that leads",
                        () -> new BrokenFixture(BrokenQueues.Phantom::new),
                        ElectionContract::aCandidacyThatIsGoneIsNeverAnnounced,
                        "the token that the store has for the leader"),
                new Broken(
                        "a herd",
                        () -> new BrokenFixture(b -> new BrokenQueues.Herd(b, herd)),
                        ElectionContract::theEndOfALeaderWakesTheNextOnly,
                        "requests of nine candidates whose turn has not come"),
                new Broken(
                        "a candidacy that is left",
                        () -> new BrokenFixture(BrokenQueues.LeakedCandidacy::new),
                        ElectionContract::aClosedElectorLeavesNoCandidacyAlthoughItsSessionStands,
                        "Expected size: 1"),
                new Broken(
                        "a successor that is not told",
                        () -> new BrokenFixture(BrokenQueues.DeafSuccessor::new),
                        ElectionContract::afterAResignationTheNextLeadsAtOnce,
                        "no hand-over within"),
                new Broken(
                        "names that are taken for one another",
                        () -> new BrokenFixture(BrokenQueues.CollidingNames::new),
                        ElectionContract::electionsOfAnyNamesAreLedAtOnceAndEndOneByOne,
                        "stands in broken%2Fb"));
    }

    static Stream<Broken> wrongAboutSessions() {
        return Stream.of(
                new Broken(
                        "a server that is not told to have answered",
                        () -> new BrokenFixture(BrokenSessions.Unanswered::new),
                        ElectionContract::serversThatAnswerAreHeardOfAlthoughNothingIsAsked,
                        "servers are told to have answered"),
                new Broken(
                        "a leader who is found among all candidates",
                        () -> new CostlyFixture(),
                        ElectionContract::askingWhoLeadsCostsTheSameHoweverManyStand,
                        "requests to ask who leads ten candidates"),
                new Broken(
                        "an election that is forgotten while it is in use",
                        () -> new BrokenFixture(BrokenSessions.ForgetsAnything::new),
                        ElectionContract::anElectionInUseIsNotForgotten,
                        "forgotten while it is in use"),
                new Broken(
                        "an election that is forgotten while it is held",
                        () -> new BrokenFixture(BrokenSessions.ForgetsAnything::new),
                        ElectionContract::anElectionWhoseLeaderMayStillHoldIsNotForgotten,
                        "forgotten while it is held"),
                new Broken(
                        "an election that is forgotten with its floor",
                        () -> new BrokenFixture(BrokenSessions.ForgetsAnything::new),
                        ElectionContract::anElectionWithAFloorIsNotForgotten,
                        "forgotten with its floor"),
                new Broken(
                        "records that are left of a forgotten election",
                        () -> new BrokenFixture(BrokenSessions.ForgetsAnything::new),
                        ElectionContract::nothingOfAForgottenElectionIsLeft,
                        "who has led before"));
    }

    /** Its requests are counted as those of others are, in front of the store. */
    private static final class CostlyFixture extends BrokenFixture {
        CostlyFixture() {
            super(backend -> backend);
        }

        @Override
        public Participant connect(Map<String, String> settings, UnaryOperator<ElectionBackend> change) {
            return super.connect(settings, counted -> change.apply(new BrokenSessions.LeaderOfAll(counted)));
        }
    }

    static Stream<Broken> wrongAboutTheApplication() {
        return Stream.of(
                new Broken(
                        "calls that are not paired",
                        () -> new UnpairedFixture(),
                        ElectionContract::everyElectedIsFollowedByOneLost,
                        "are not paired"),
                new Broken(
                        "a renewal that a listener stalls",
                        () -> new StalledFixture(),
                        ElectionContract::aListenerThatBlocksDelaysNoRenewalAndNoOtherElection,
                        "c1 is renewed"));
    }
}
