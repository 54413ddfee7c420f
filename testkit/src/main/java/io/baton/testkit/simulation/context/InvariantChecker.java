// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.context;

import io.baton.Leadership;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sees everything that happens, and says what must not. At no instant are two leaderships of one election held; tokens
 * grow in the order in which leadership is taken, and each is announced once; a new leader is first in the queue and
 * stands above the floor; what has ended stays ended; the listeners hear each leadership begin and end, in order; no
 * place is released while work goes on that keeps it.
 */
public final class InvariantChecker {

    /** One leadership that was seen in a process that lives. */
    private static final class Seen {
        private final ProcessContext in;
        private final Leadership leadership;
        private boolean told;
        private boolean ended;

        Seen(ProcessContext in, Leadership leadership) {
            this.in = in;
            this.leadership = leadership;
        }

        @Override
        public String toString() {
            return leadership + " in " + in;
        }
    }

    private final SimulationContext simulationContext;
    private final boolean asksOften;
    private final Map<String, List<Seen>> seen = new HashMap<>();
    private final Map<ElectionName, LeaderRecord> leaderRecords = new HashMap<>();
    private final Map<String, Set<Long>> taken = new HashMap<>();
    private final Map<String, Set<Long>> announced = new HashMap<>();
    private final Map<Long, ElectionName> keptByWork = new HashMap<>();
    private Optional<String> violation = Optional.empty();

    InvariantChecker(SimulationContext simulationContext) {
        this.simulationContext = simulationContext;
        this.asksOften = simulationContext.random().chance(0.5);
    }

    public Optional<String> violation() {
        return violation;
    }

    /** How many leaderships were announced. */
    public int leaderships() {
        return announced.values().stream().mapToInt(Set::size).sum();
    }

    public void violated(String what) {
        if (violation.isEmpty()) {
            violation = Optional.of(what);
            simulationContext.trace("!!!!", () -> what);
        }
    }

    void tookLeadership(String session, ElectionName election, FloorRecord floor) {
        LeaderRecord leaderRecord =
                simulationContext.store().leaderRecord(election).orElseThrow();
        LeaderRecord before = leaderRecords.put(election, leaderRecord);
        if (before != null && before.led() == leaderRecord.led()) {
            return;
        }
        String what = session + " has taken leadership with token " + leaderRecord.token() + " ";
        if (!leaderRecord.session().equals(session) || leaderRecord.released()) {
            violated(what + "but the record says " + leaderRecord);
        }
        if (before != null && before.token() >= leaderRecord.token()) {
            violated(what + "after token " + before.token());
        }
        if (leaderRecord.token() <= floor.floor() || leaderRecord.led() < floor.since()) {
            violated(what + "and order value " + leaderRecord.led() + " under the floor " + floor);
        }
        List<CandidateQueue.QueuedCandidate> queue =
                simulationContext.store().candidateQueue(election).queue();
        if (queue.isEmpty() || queue.get(0).orderValue() != leaderRecord.led()) {
            violated(what + "without being the first of " + queue);
        }
        taken.computeIfAbsent(election.value(), absent -> new HashSet<>()).add(leaderRecord.token());
    }

    void released(ElectionName election, long token) {
        if (election.equals(keptByWork.get(token))) {
            violated("the place of token " + token + " is released while its work goes on");
        }
    }

    /** Work has begun that keeps the place until it ends. */
    void workBegan(Leadership leadership) {
        keptByWork.put(leadership.token().value(), new ElectionName(leadership.election()));
    }

    void workEnded(Leadership leadership) {
        keptByWork.remove(leadership.token().value());
    }

    /** Whether a process may be about to announce a leadership of this election. */
    public boolean asks(String election) {
        return asksOften
                || taken.getOrDefault(election, Set.of()).size()
                        > announced.getOrDefault(election, Set.of()).size();
    }

    /** A leadership is held in a process. */
    public void sees(ProcessContext in, Leadership leadership) {
        List<Seen> known = seen.computeIfAbsent(leadership.election(), absent -> new ArrayList<>());
        if (known.stream().anyMatch(old -> old.leadership == leadership)) {
            return;
        }
        Seen now = new Seen(in, leadership);
        known.add(now);
        simulationContext.trace(in.toString(), () -> "leads: " + leadership);
        long token = leadership.token().value();
        if (!taken.getOrDefault(leadership.election(), Set.of()).contains(token)) {
            violated(now + " is announced, but leadership was never taken with this token");
        }
        if (!announced
                .computeIfAbsent(leadership.election(), absent -> new HashSet<>())
                .add(token)) {
            violated(now + " uses a token again");
        }
    }

    /** The end of a leadership was told to its listener. */
    public void told(Leadership leadership) {
        seen.getOrDefault(leadership.election(), List.of()).stream()
                .filter(known -> known.leadership == leadership)
                .forEach(known -> known.told = true);
    }

    /** A process is dead: its leaderships are not asked any more. */
    public void died(ProcessContext in) {
        seen.values().forEach(known -> known.removeIf(one -> one.in == in));
    }

    /** The leaderships of an election that are held now. */
    public List<Leadership> held(String election) {
        return simulationContext.observe(() -> seen.getOrDefault(election, List.of()).stream()
                .filter(this::isHeld)
                .map(known -> known.leadership)
                .toList());
    }

    /** Looks at all leaderships. Nothing but an event can begin one, so looking after each event sees every overlap. */
    void check() {
        if (!seen.isEmpty() && violation.isEmpty()) {
            simulationContext.observe(() -> {
                seen.values().forEach(this::check);
                return true;
            });
        }
    }

    private void check(List<Seen> known) {
        Seen holder = null;
        for (Seen one : known) {
            boolean held = isHeld(one);
            if (held && one.ended) {
                violated(one + " is held again");
            }
            if (held && holder != null) {
                violated(holder + " and " + one + " are held at once");
            }
            one.ended |= !held;
            holder = held ? one : holder;
        }
    }

    /** Asking may end a leadership whose deadline has passed, so half of the simulations ask in a way that cannot. */
    private boolean isHeld(Seen one) {
        if (simulationContext.rules().heldUntilTold()) {
            return !one.told;
        }
        return asksOften ? one.leadership.isHeld() : one.leadership.remaining().compareTo(Duration.ZERO) > 0;
    }
}
