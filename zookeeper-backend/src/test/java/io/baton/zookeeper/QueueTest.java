// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spi.CandidateQueue;
import io.baton.spi.QueuePosition;
import io.baton.spi.QueuePosition.Predecessor;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.zookeeper.server.ServerExtension;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(300)
class QueueTest {

    @RegisterExtension
    static final ServerExtension ZOOKEEPER = new ServerExtension();

    @Test
    void theFirstTakesAFreeLeadershipAndReleasesIt() throws Exception {
        try (Participant one = Participant.at(ZOOKEEPER.server().connectString())) {
            ProbeCandidacy leader = one.enter("free");
            QueuePosition queuePosition = leader.lead();
            assertThat(queuePosition.predecessor()).isEmpty();
            assertThat(queuePosition.orderValue()).isPositive();
            assertThat(queuePosition.leaderRecord().released()).isTrue();
            assertThat(queuePosition.floor().validityNanos())
                    .isEqualTo(one.grant().validity().toNanos());
            assertThat(record("/baton/.office/free"))
                    .contains("led=" + queuePosition.orderValue(), "session=" + one.name(), "released=false");
            leader.release();
            assertThat(record("/baton/.office/free")).contains("led=" + queuePosition.orderValue(), "released=true");
            assertThat(ZOOKEEPER.store().getChildren("/baton/free", false)).isEmpty();
        }
    }

    @Test
    void aHandOverIsOneTransactionThatExpectsTheRelease() throws Exception {
        try (Participant one = Participant.at(ZOOKEEPER.server().connectString());
                Participant two = Participant.at(ZOOKEEPER.server().connectString())) {
            ProbeCandidacy leader = one.enter("handover");
            QueuePosition led = leader.lead();
            ProbeCandidacy next = two.enter("handover");
            QueuePosition waiting = next.position();
            assertThat(waiting.predecessor()).contains(new Predecessor(led.orderValue(), one.name(), true));
            assertThat(waiting.leaderRecord().led()).isEqualTo(led.orderValue());
            assertThat(two.facts().next("watching")).isEqualTo(one.name());
            one.session().prove();
            one.facts().next("proven");
            assertThat(two.facts().next("heartbeat")).isEqualTo(one.name());
            leader.release();
            next.facts().next("predecessorGone");
            next.candidacy().takeLeadership(ProbeCandidacy.bid(waiting, true));
            next.facts().next("tookLeadership");
            assertThat(next.look().predecessor()).isEmpty();
        }
    }

    @Test
    void whoStandsFurtherBackSeesTheNearestAndNotTheFirst() throws Exception {
        try (Participant one = Participant.at(ZOOKEEPER.server().connectString());
                Participant two = Participant.at(ZOOKEEPER.server().connectString());
                Participant three = Participant.at(ZOOKEEPER.server().connectString())) {
            ProbeCandidacy first = one.enter("three");
            first.lead();
            ProbeCandidacy second = two.enter("three");
            QueuePosition middle = second.position();
            ProbeCandidacy third = three.enter("three");
            assertThat(third.position().predecessor())
                    .contains(new Predecessor(middle.orderValue(), two.name(), false));
            assertThat(three.facts().next("watching")).isEqualTo(two.name());

            first.release();
            second.facts().next("predecessorGone");
            QueuePosition now = third.look();
            assertThat(now.predecessor()).contains(new Predecessor(middle.orderValue(), two.name(), true));
            assertThat(three.facts().untold()).isEmpty();

            second.release();
            third.facts().next("predecessorGone");
            assertThat(third.look().predecessor()).isEmpty();
        }
    }

    @Test
    void whatTheBidRestsOnHasToBeSoStill() throws Exception {
        try (Participant one = Participant.at(ZOOKEEPER.server().connectString())) {
            ProbeCandidacy leader = one.enter("bid");
            QueuePosition queuePosition = leader.lead();
            // The leader record is another one now.
            leader.candidacy().takeLeadership(ProbeCandidacy.bid(queuePosition, false));
            leader.facts().next("leadershipNotTaken");
            QueuePosition seen = leader.look();
            assertThat(one.raiseTokenFloor("bid", 1000)).isEqualTo(1000);
            leader.candidacy().takeLeadership(ProbeCandidacy.bid(seen, false));
            leader.facts().next("leadershipNotTaken");
        }
    }

    @Test
    void aLeaderThatTakesLeadershipAgainWritesTheRecordOnce() throws Exception {
        try (Participant one = Participant.at(ZOOKEEPER.server().connectString())) {
            ProbeCandidacy leader = one.enter("again");
            leader.lead();
            QueuePosition seen = leader.look();
            leader.candidacy().takeLeadership(ProbeCandidacy.bid(seen, false));
            leader.facts().next("tookLeadership");
            assertThat(leader.look().leaderRecord()).isEqualTo(seen.leaderRecord());
            leader.release();
            assertThat(record("/baton/.office/again")).contains("released=true");
        }
    }

    @Test
    void anOperatorEndsACandidacyByDeletingItsNode() throws Exception {
        try (Participant one = Participant.at(ZOOKEEPER.server().connectString());
                Participant two = Participant.at(ZOOKEEPER.server().connectString())) {
            ProbeCandidacy leader = one.enter("operator");
            leader.lead();
            ProbeCandidacy next = two.enter("operator");
            QueuePosition waiting = next.position();
            two.facts().next("watching");
            leader.look();
            ZOOKEEPER.store().delete("/baton/operator/" + children("operator").get(0), -1);
            leader.facts().next("gone");
            next.facts().next("predecessorGone");
            next.candidacy().takeLeadership(ProbeCandidacy.bid(waiting, true));
            next.facts().next("leadershipNotTaken");
            next.candidacy().fence(one.name());
            assertThat(next.facts().next("proofsEnded")).isEqualTo(one.name());
            one.session().prove();
            one.facts().next("fenced");
            leader.candidacy().confirm();
            leader.facts().next("gone");
            leader.candidacy().release();
            leader.facts().next("gone");
            one.session().prove();
            one.facts().next("proven");
        }
    }

    @Test
    void aFenceThatWasWrittenStopsProofAndLeadership() throws Exception {
        try (Participant one = Participant.at(ZOOKEEPER.server().connectString());
                Participant two = Participant.at(ZOOKEEPER.server().connectString())) {
            ProbeCandidacy leader = one.enter("fenced");
            QueuePosition queuePosition = leader.position();
            ProbeCandidacy other = two.enter("fenced");
            other.position();
            other.candidacy().fence(one.name());
            other.facts().next("proofsEnded");
            leader.candidacy().takeLeadership(ProbeCandidacy.bid(queuePosition, false));
            one.facts().next("fenced");
            leader.facts().next("leadershipNotTaken");
            leader.candidacy().confirm();
            leader.facts().next("confirmed");
            leader.candidacy().takeLeadership(ProbeCandidacy.bid(queuePosition, false));
            leader.facts().next("tookLeadership");
            other.candidacy().fence("0123-89abcdef");
            assertThat(other.facts().next("proofsEnded")).isEqualTo("0123-89abcdef");
            other.candidacy().fence("../x");
            other.facts().next("refused");
        }
    }

    @Test
    void strangersAmongTheCandidatesAreSkipped() throws Exception {
        try (Participant one = Participant.at(ZOOKEEPER.server().connectString());
                Participant two = Participant.at(ZOOKEEPER.server().connectString())) {
            ZOOKEEPER.store().create("/baton/strangers", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            ZOOKEEPER.store().create("/baton/strangers/notes", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            ZOOKEEPER
                    .store()
                    .create(
                            "/baton/strangers/x-latch-0000000000",
                            new byte[0],
                            Ids.OPEN_ACL_UNSAFE,
                            CreateMode.PERSISTENT);
            ProbeCandidacy leader = one.enter("strangers");
            assertThat(leader.lead().predecessor()).isEmpty();
            ProbeCandidacy next = two.enter("strangers");
            assertThat(next.position().predecessor().orElseThrow().first()).isTrue();
            CandidateQueue all = two.candidateQueue("strangers");
            assertThat(all.queue()).hasSize(2);
            assertThat(all.queue().get(0).leads()).isTrue();
        }
    }

    @Test
    void oneMissingRecordRefusesCandidacyAndLeavesNothing() throws Exception {
        try (Participant one = Participant.at(ZOOKEEPER.server().connectString())) {
            ProbeCandidacy leader = one.enter("missing");
            leader.lead();
            leader.release();
            ZOOKEEPER.store().delete("/baton/.floor/missing", -1);
            ProbeCandidacy refused = one.enter("missing");
            assertThat(refused.facts().next("refused"))
                    .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                    .hasMessageContaining("/baton/.floor/missing")
                    .hasMessageContaining("raise the token floor");
            assertThat(children("missing")).isEmpty();
            refused.release();
            ZOOKEEPER.store().create("/baton/.floor/missing", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            assertThat(one.enter("missing").facts().next("refused"))
                    .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                    .hasMessageContaining("cannot be read");
            assertThat(children("missing")).isEmpty();
        }
    }

    @Test
    void tokensGoOnRisingOverADirectoryThatWasReaped() throws Exception {
        try (Participant one = Participant.at(ZOOKEEPER.server().connectString())) {
            ProbeCandidacy before = one.enter("reaped");
            long order = before.lead().orderValue();
            before.release();
            ZOOKEEPER.store().delete("/baton/reaped", -1);
            assertThat(one.enter("reaped").lead().orderValue()).isGreaterThan(order);
            assertThat(children("reaped")).singleElement().asString().endsWith("-latch-0000000000");
        }
    }

    private static List<String> children(String election) throws Exception {
        return ZOOKEEPER.store().getChildren("/baton/" + election, false).stream()
                .sorted(Comparator.comparing(name -> name.substring(name.length() - 10)))
                .toList();
    }

    private static String record(String path) throws Exception {
        return new String(ZOOKEEPER.store().getData(path, false, null), StandardCharsets.UTF_8);
    }
}
