// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.raft.state.LiveSession;
import io.baton.raft.state.Records;
import io.baton.raft.state.Store;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.ElectionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseComparisonTest {

    private static final int MANY = 1_000;

    private final List<String> warnings = new ArrayList<>();
    private final LeaseComparison comparison = new LeaseComparison(warnings::add);

    @Test
    void membersWithDifferentElectionTimeoutsAreToldOnce() {
        look(List.of(session("a", 60_000), session("b", 800)));
        assertThat(warnings).singleElement().asString().contains("a=PT1M", "b=PT0.8S", "baton.lease-duration");
        look(List.of(session("a", 60_000), session("b", 5_000)));
        assertThat(warnings).hasSize(2);
    }

    @Test
    void leasesWithTheSameElectionTimeoutsAreNoMismatch() {
        look(List.of(session("a", 60_000), session("b", 30_000)));
        look(List.of(session("a", 800), session("b", 500)));
        assertThat(warnings).isEmpty();
    }

    @Test
    void processesThatAreNoMembersMayHaveAnyLease() {
        look(List.of(session("a", 60_000), session("", 800)));
        assertThat(warnings).isEmpty();
    }

    @Test
    void aMemberWithoutCandidatesHasItsOwnLeaseAndIsOnlyKeptLonger() {
        Store store = new Store();
        SessionId waiting = open(store, 1, "a");
        open(store, 2, "b");
        Request enter = new Request.Enter(1, new ElectionName("billing"), new Candidate("instance-1"));
        store.apply(3, new Command.Act(waiting, 1, 0, List.of(enter)));
        look(store.living());
        assertThat(store.living().stream().map(LiveSession::keptNanos).distinct())
                .hasSize(2);
        assertThat(warnings).isEmpty();
    }

    private static SessionId open(Store store, long index, String member) {
        Command open = new Command.Open(index, Duration.ofMillis(800).toNanos(), member, Records.SECRET);
        return ((Reply.Opened) store.apply(index, open).reply()).session();
    }

    private void look(List<LiveSession> sessions) {
        for (int i = 0; i < MANY; i++) {
            comparison.look(sessions);
        }
    }

    private static LiveSession session(String home, long leaseMillis) {
        long lease = Duration.ofMillis(leaseMillis).toNanos();
        return new LiveSession(new SessionId(1, 1), lease, lease, home, 1);
    }
}
