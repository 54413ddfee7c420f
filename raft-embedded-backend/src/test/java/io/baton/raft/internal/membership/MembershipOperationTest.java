// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.BatonException;
import io.baton.raft.internal.config.Address;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change makes of the members. */
class MembershipOperationTest {

    private static final Address A = Address.parse("a@h:1");
    private static final Address B = Address.parse("b@h:2");
    private static final Address C = Address.parse("c@h:3");
    private static final List<Address> TWO = List.of(A, B);

    @Test
    void aMemberIsAddedOnce() {
        assertThat(MembershipOperation.adding(C).of(TWO)).contains(List.of(A, B, C));
        assertThat(MembershipOperation.adding(B).of(TWO)).isEmpty();
    }

    @Test
    void idsAndAddressesAreNotTakenTwice() {
        refused(MembershipOperation.adding(Address.parse("b@h:7")), "b@h:7 has the id or the address of member b@h:2");
        refused(MembershipOperation.adding(Address.parse("d@h:2")), "d@h:2 has the id or the address of member b@h:2");
        refused(MembershipOperation.replacing("a", Address.parse("d@h:2")), "member b@h:2");
    }

    @Test
    void aMemberIsRemovedOnce() {
        assertThat(MembershipOperation.removing("b").of(TWO)).contains(List.of(A));
        assertThat(MembershipOperation.removing("c").of(TWO)).isEmpty();
    }

    @Test
    void theLastMemberStays() {
        assertThatThrownBy(() -> MembershipOperation.removing("a").of(List.of(A)))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("the only member");
    }

    @Test
    void aMemberIsReplacedInOneStepAndOnce() {
        assertThat(MembershipOperation.replacing("a", C).of(TWO)).contains(List.of(B, C));
        assertThat(MembershipOperation.replacing("a", C).of(List.of(B, C))).isEmpty();
        assertThat(MembershipOperation.replacing("a", C).of(List.of(A, B, C))).contains(List.of(B, C));
        Address elsewhere = Address.parse("d@h:1");
        assertThat(MembershipOperation.replacing("a", elsewhere).of(TWO)).contains(List.of(B, elsewhere));
        refused(MembershipOperation.replacing("x", C), "x is none of the members");
    }

    private static void refused(MembershipOperation membershipOperation, String why) {
        assertThatThrownBy(() -> membershipOperation.of(TWO))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining(why);
    }
}
