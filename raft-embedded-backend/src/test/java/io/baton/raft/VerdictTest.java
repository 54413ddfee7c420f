// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.ratis.protocol.RaftGroupId;
import org.junit.jupiter.api.Test;

/** What a member without data does after it has asked. */
class VerdictTest {

    private static final Address A = Address.parse("a@h:1");
    private static final Address B = Address.parse("b@h:2");
    private static final Address C = Address.parse("c@h:3");
    private static final Address D = Address.parse("d@h:4");
    private static final List<Address> ALL = List.of(A, B, C);
    private static final RaftGroupId GROUP = RaftGroupId.randomId();
    private static final View LISTENS = view();

    private final Map<Address, Optional<View>> answers = new LinkedHashMap<>();

    @Test
    void theFirstFoundsAGroupOfWhichNobodyKnows() {
        answers.put(B, Optional.of(View.NONE));
        answers.put(C, Optional.of(LISTENS));
        assertThat(verdict(A)).isEqualTo(new Verdict.Found());
    }

    @Test
    void theOthersWaitToBeAdded() {
        answers.put(A, Optional.of(View.NONE));
        answers.put(C, Optional.of(View.NONE));
        assertThat(waitFor(verdict(B))).contains("until a@h:1", "takes part in a group");
        answers.put(A, Optional.of(view(A)));
        assertThat(verdict(B)).isEqualTo(new Verdict.Join(GROUP));
    }

    @Test
    void theFirstFoundsNothingWhereThereIsAGroup() {
        answers.put(B, Optional.of(view(B, C)));
        answers.put(C, Optional.of(view(B, C)));
        assertThat(waitFor(verdict(A))).contains("begins no group", "has no leader", "[b@h:2, c@h:3]");
    }

    @Test
    void nobodyDecidesBeforeAllHaveAnswered() {
        answers.put(B, Optional.of(View.NONE));
        answers.put(C, Optional.empty());
        assertThat(waitFor(verdict(A))).contains("waits for [c@h:3]");
    }

    @Test
    void whoeverIsKnownWaitsForTheRaftLeader() {
        answers.put(A, Optional.of(view(A, B, C)));
        answers.put(C, Optional.empty());
        assertThat(waitFor(verdict(B))).contains("[a@h:1] knows it as a member", "do not answer: [c@h:3]");
        answers.put(C, Optional.of(View.NONE));
        assertThat(verdict(B)).isInstanceOf(Verdict.Wait.class);
    }

    @Test
    void aChangeThatIsUnderWayMakesItKnownToo() {
        answers.put(A, Optional.of(new View(Optional.of(GROUP), List.of(A, C), ALL, true, 0)));
        answers.put(C, Optional.of(View.NONE));
        assertThat(verdict(B)).isInstanceOf(Verdict.Wait.class);
    }

    @Test
    void theRaftLeaderDecidesWhoeverIsSilent() {
        answers.put(A, Optional.of(view(A, C)));
        answers.put(C, Optional.empty());
        answers.put(D, Optional.of(view(A, B, C)));
        assertThat(Verdict.of(B, ALL, led(A, C))).isEqualTo(new Verdict.Join(GROUP));
        assertThat(Verdict.of(B, ALL, led(A, B, C))).isEqualTo(new Verdict.Refused(ALL));
    }

    @Test
    void leadersOfTwoGroupsDecideNothing() {
        View other = new View(Optional.of(RaftGroupId.randomId()), List.of(C), List.of(), true, 0);
        Canvass canvass = new Canvass(answers, List.of(new Canvass.Roll(A, view(A)), new Canvass.Roll(C, other)));
        assertThat(waitFor(Verdict.of(B, ALL, canvass))).contains("baton.raft.members mixes", "[a@h:1]", "[c@h:3]");
    }

    @Test
    void aGroupOfWhichNoMemberIsListedIsNotJoined() {
        assertThat(waitFor(Verdict.of(B, ALL, led(D)))).contains("[d@h:4]", "baton.raft.members");
    }

    @Test
    void whoeverHasAnotherGroupIsAMemberOfThatOne() {
        View other = new View(Optional.of(RaftGroupId.randomId()), List.of(A, B), List.of(), true, 0);
        Canvass canvass = new Canvass(answers, List.of(new Canvass.Roll(D, view(D)), new Canvass.Roll(A, other)));
        assertThat(Verdict.of(B, ALL, canvass)).isEqualTo(new Verdict.Refused(List.of(A, B)));
    }

    private Canvass led(Address... members) {
        return new Canvass(answers, List.of(new Canvass.Roll(A, view(members))));
    }

    private Verdict verdict(Address self) {
        return Verdict.of(self, ALL, new Canvass(answers, List.of()));
    }

    private static String waitFor(Verdict verdict) {
        return ((Verdict.Wait) verdict).why();
    }

    private static View view(Address... members) {
        return new View(Optional.of(GROUP), List.of(members), List.of(), false, 0);
    }
}
