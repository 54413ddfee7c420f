// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.internal.config.Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.ratis.protocol.RaftGroupId;
import org.junit.jupiter.api.Test;

/** What a member without data does after it has asked. */
class BootstrapDecisionTest {

    private static final Address A = Address.parse("a@h:1");
    private static final Address B = Address.parse("b@h:2");
    private static final Address C = Address.parse("c@h:3");
    private static final Address D = Address.parse("d@h:4");
    private static final List<Address> ALL = List.of(A, B, C);
    private static final RaftGroupId GROUP = RaftGroupId.randomId();
    private static final MembershipView LISTENS = view();

    private final Map<Address, Optional<MembershipView>> answers = new LinkedHashMap<>();

    @Test
    void theFirstFoundsAGroupOfWhichNoMemberKnows() {
        answers.put(B, Optional.of(MembershipView.NONE));
        answers.put(C, Optional.of(LISTENS));
        assertThat(decision(A)).isEqualTo(new BootstrapDecision.Found());
    }

    @Test
    void theOthersWaitToBeAdded() {
        answers.put(A, Optional.of(MembershipView.NONE));
        answers.put(C, Optional.of(MembershipView.NONE));
        assertThat(waitFor(decision(B))).contains("until a@h:1", "takes part in a group");
        answers.put(A, Optional.of(view(A)));
        assertThat(decision(B)).isEqualTo(new BootstrapDecision.Join(GROUP));
    }

    @Test
    void theFirstFoundsNothingWhereThereIsAGroup() {
        answers.put(B, Optional.of(view(B, C)));
        answers.put(C, Optional.of(view(B, C)));
        assertThat(waitFor(decision(A))).contains("begins no group", "has no leader", "[b@h:2, c@h:3]");
    }

    @Test
    void noMemberDecidesBeforeAllHaveAnswered() {
        answers.put(B, Optional.of(MembershipView.NONE));
        answers.put(C, Optional.empty());
        assertThat(waitFor(decision(A))).contains("waits for [c@h:3]");
    }

    @Test
    void aMemberThatTheOthersKnowWaitsForTheRaftLeader() {
        answers.put(A, Optional.of(view(A, B, C)));
        answers.put(C, Optional.empty());
        assertThat(waitFor(decision(B))).contains("[a@h:1] knows it as a member", "do not answer: [c@h:3]");
        answers.put(C, Optional.of(MembershipView.NONE));
        assertThat(decision(B)).isInstanceOf(BootstrapDecision.Wait.class);
    }

    @Test
    void aChangeThatIsUnderWayMakesItKnownToo() {
        answers.put(A, Optional.of(new MembershipView(Optional.of(GROUP), List.of(A, C), ALL, true, 0)));
        answers.put(C, Optional.of(MembershipView.NONE));
        assertThat(decision(B)).isInstanceOf(BootstrapDecision.Wait.class);
    }

    @Test
    void theRaftLeaderDecidesThoughOthersAreSilent() {
        answers.put(A, Optional.of(view(A, C)));
        answers.put(C, Optional.empty());
        answers.put(D, Optional.of(view(A, B, C)));
        assertThat(BootstrapDecision.of(B, ALL, led(A, C))).isEqualTo(new BootstrapDecision.Join(GROUP));
        assertThat(BootstrapDecision.of(B, ALL, led(A, B, C))).isEqualTo(new BootstrapDecision.Refused(ALL));
    }

    @Test
    void leadersOfTwoGroupsDecideNothing() {
        MembershipView other = new MembershipView(Optional.of(RaftGroupId.randomId()), List.of(C), List.of(), true, 0);
        GroupProbe groupProbe = new GroupProbe(answers, List.of(new LeaderView(A, view(A)), new LeaderView(C, other)));
        assertThat(waitFor(BootstrapDecision.of(B, ALL, groupProbe)))
                .contains("baton.raft.members mixes", "[a@h:1]", "[c@h:3]");
    }

    @Test
    void aGroupOfWhichNoMemberIsListedIsNotJoined() {
        assertThat(waitFor(BootstrapDecision.of(B, ALL, led(D)))).contains("[d@h:4]", "baton.raft.members");
    }

    @Test
    void aMemberOfAnotherGroupStaysAMemberOfThatGroup() {
        MembershipView other =
                new MembershipView(Optional.of(RaftGroupId.randomId()), List.of(A, B), List.of(), true, 0);
        GroupProbe groupProbe = new GroupProbe(answers, List.of(new LeaderView(D, view(D)), new LeaderView(A, other)));
        assertThat(BootstrapDecision.of(B, ALL, groupProbe)).isEqualTo(new BootstrapDecision.Refused(List.of(A, B)));
    }

    private GroupProbe led(Address... members) {
        return new GroupProbe(answers, List.of(new LeaderView(A, view(members))));
    }

    private BootstrapDecision decision(Address self) {
        return BootstrapDecision.of(self, ALL, new GroupProbe(answers, List.of()));
    }

    private static String waitFor(BootstrapDecision bootstrapDecision) {
        return ((BootstrapDecision.Wait) bootstrapDecision).why();
    }

    private static MembershipView view(Address... members) {
        return new MembershipView(Optional.of(GROUP), List.of(members), List.of(), false, 0);
    }
}
