// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.chaos.ChaosCandidates;
import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What happens to the network between members on hosts of their own. To be used by one thread. */
final class LinkFaults {

    private static final Duration FLAP = Duration.ofMillis(200);

    private final ChaosGroup group;
    private final ChaosCandidates candidates;
    private final CutNetwork network;
    private List<String> hit = List.of();
    private CompletableFuture<Void> flapping = CompletableFuture.completedFuture(null);
    private volatile boolean flaps;

    private LinkFaults(ChaosGroup group, CutNetwork network) {
        this.group = group;
        this.candidates = group.workers();
        this.network = network;
    }

    /** None where members cannot be cut off. */
    static List<ChaosFault> of(ChaosGroup group) {
        if (group.network().isEmpty()) {
            System.out.println("no member is cut off, no link is cut: no hosts of their own");
            return List.of();
        }
        return new LinkFaults(group, group.network().orElseThrow()).all();
    }

    private List<ChaosFault> all() {
        return List.of(
                ChaosFault.of("member cut off", () -> cutOff(candidates::any), this::heal),
                ChaosFault.of("leader cut off", () -> cutOff(candidates::leaderOrAny), this::heal),
                ChaosFault.of("Raft leader cut off", () -> cutOff(group::raftLeader), this::heal),
                ChaosFault.of("all members cut off", this::cutAllOff, this::heal),
                ChaosFault.of("nothing comes from a member", () -> cutFrom(candidates.any()), this::heal),
                ChaosFault.of("nothing comes from the Raft leader", () -> cutFrom(group.raftLeader()), this::heal),
                ChaosFault.of("nothing reaches a member", () -> cutTo(candidates.any()), this::heal),
                ChaosFault.of("nothing reaches the Raft leader", () -> cutTo(group.raftLeader()), this::heal),
                ChaosFault.of("bridge", this::cutLink, this::healLink),
                ChaosFault.of("link comes and goes", this::flap, this::endFlapping));
    }

    private void cutOff(Supplier<Worker> which) {
        String id = group.idOf(which.get());
        hit = List.of(id);
        network.cutTo(id);
        network.cutFrom(id);
    }

    private void cutAllOff() {
        hit = Members.IDS;
        hit.forEach(network::cutTo);
    }

    private void cutFrom(Worker worker) {
        hit = List.of(group.idOf(worker));
        hit.forEach(network::cutFrom);
    }

    private void cutTo(Worker worker) {
        hit = List.of(group.idOf(worker));
        hit.forEach(network::cutTo);
    }

    private void heal() {
        hit.forEach(network::heal);
    }

    /** The Raft leader and the leader, or else any member, do not reach each other; the third member reaches both. */
    private void cutLink() {
        chooseLink();
        network.cutBetween(hit.get(0), hit.get(1));
    }

    private void chooseLink() {
        Worker one = group.raftLeader();
        Worker other = candidates.leaderOrAny();
        while (other == one) {
            other = candidates.any();
        }
        hit = List.of(group.idOf(one), group.idOf(other));
    }

    private void healLink() {
        network.healBetween(hit.get(0), hit.get(1));
    }

    private void flap() {
        chooseLink();
        flaps = true;
        flapping = CompletableFuture.runAsync(() -> {
            while (flaps) {
                network.cutBetween(hit.get(0), hit.get(1));
                Await.untilAfter(System.nanoTime(), FLAP);
                healLink();
                Await.untilAfter(System.nanoTime(), FLAP);
            }
        });
    }

    private void endFlapping() {
        flaps = false;
        flapping.join();
    }
}
