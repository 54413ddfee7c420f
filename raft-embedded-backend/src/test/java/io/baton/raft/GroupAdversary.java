// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.SessionId;
import io.baton.testkit.simulation.context.Fault;
import io.baton.testkit.simulation.context.ProcessContext;
import io.baton.testkit.simulation.context.SeededRandom;
import io.baton.testkit.simulation.context.SimulationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what goes wrong in a group when. Prefers the members that lead it, and the moments after a leader's proof. */
final class GroupAdversary {

    private static final long MILLI = 1_000_000;

    private final SimulationContext simulationContext;
    private final SimulatedGroup group;
    private final SeededRandom seededRandom;
    private final List<Runnable> tricks = new ArrayList<>();
    private final long typicalRest;
    private final double watchfulness;
    private Optional<Coup> planned = Optional.empty();

    /** That member is to stand against the leader, which it has not heard since then. */
    private record Coup(SimulatedMember leader, SimulatedMember by, long since) {}

    GroupAdversary(SimulationContext simulationContext, SimulatedGroup group) {
        this.simulationContext = simulationContext;
        this.group = group;
        this.seededRandom = simulationContext.random();
        typicalRest = seededRandom.between(simulationContext.lease() / 4, 2 * simulationContext.lease());
        watchfulness = seededRandom.fraction() / 4;
        learn(Fault.CUTS, this::deafen);
        learn(Fault.CUTS, this::isolate);
        learn(Fault.CUTS, this::split);
        learn(Fault.CUTS, this::conspire);
        learn(Fault.LATE_REQUESTS, this::elect);
        learn(Fault.CRASHES, this::restart);
        learn(Fault.CRASHES, this::snapshot);
    }

    private void learn(Fault fault, Runnable trick) {
        if (simulationContext.may(fault)) {
            tricks.add(trick);
        }
    }

    void begin() {
        if (!tricks.isEmpty()) {
            simulationContext.after(rest(), this::act);
            group.agreed().watchedBy(this::carriedOut);
        }
        if (!group.rules().keepsDisks()) {
            simulationContext.after(3 * simulationContext.lease(), group::wipe);
        }
    }

    private void act() {
        if (!simulationContext.isCalm()) {
            seededRandom.pick(tricks).run();
            simulationContext.after(rest(), this::act);
        }
    }

    private long rest() {
        return seededRandom.mostlyNear(typicalRest / 10, 2 * typicalRest);
    }

    private SimulatedMember someMember() {
        List<SimulatedMember> elected =
                group.all().stream().filter(SimulatedMember::isElected).toList();
        return elected.isEmpty() || seededRandom.chance(0.3)
                ? seededRandom.pick(group.all())
                : seededRandom.pick(elected);
    }

    private long someDuration() {
        return seededRandom.between(
                150 * MILLI, seededRandom.chance(0.9) ? simulationContext.lease() / 2 : 2 * simulationContext.lease());
    }

    /** One member does not hear another one, mostly the leader. */
    private void deafen() {
        SimulatedMember from = someMember();
        SimulatedMember to = seededRandom.pick(group.all());
        long duration = someDuration();
        simulationContext.trace(to.id(), () -> "does not hear " + from.id() + " for " + duration / MILLI + " ms");
        group.conditions().block(from.id(), to.id(), duration);
    }

    /** A member and the others do not hear each other; its clients reach it. */
    private void isolate() {
        isolate(someMember(), someDuration());
    }

    private void isolate(SimulatedMember member, long duration) {
        simulationContext.trace(member.id(), () -> "is alone for " + duration / MILLI + " ms");
        for (SimulatedMember other : group.others(member)) {
            group.conditions().block(member.id(), other.id(), duration);
            group.conditions().block(other.id(), member.id(), duration);
        }
    }

    /** The others do not hear a member, which hears them; or the other way round. */
    private void split() {
        SimulatedMember member = someMember();
        boolean mute = seededRandom.chance(0.5);
        long duration = someDuration();
        simulationContext.trace(member.id(), () -> (mute ? "is mute for " : "is deaf for ") + duration / MILLI + " ms");
        for (SimulatedMember other : group.others(member)) {
            group.conditions().block(mute ? member.id() : other.id(), mute ? other.id() : member.id(), duration);
        }
    }

    /** One member does not hear the leader, and will stand as soon as the leader's own session has proved itself again. */
    private void conspire() {
        SimulatedMember leader = someMember();
        if (leader.isElected() && group.members().size() > 1) {
            SimulatedMember by = seededRandom.pick(group.others(leader));
            group.conditions().block(leader.id(), by.id(), 600 * MILLI);
            planned = Optional.of(new Coup(leader, by, simulationContext.now()));
        }
    }

    private void carryOut(Coup coup) {
        planned = Optional.empty();
        simulationContext.trace(
                coup.by().id(), () -> "stands against " + coup.leader().id() + ", which is cut off");
        coup.by().life().ifPresent(life -> life.after(0, coup.by()::standAtOnce));
        coup.leader().life().ifPresent(life -> life.cutOff(2 * simulationContext.lease()));
    }

    /** A member stands that has heard the Raft leader a moment ago, and that leader is cut off from all members. */
    private void usurp(String home) {
        group.all().stream()
                .filter(member -> member.id().equals(home) && member.isElected())
                .findFirst()
                .ifPresent(leader -> group.others(leader).stream()
                        .filter(other -> seededRandom.chance(0.5))
                        .findFirst()
                        .ifPresent(by -> carryOut(new Coup(leader, by, simulationContext.now()))));
    }

    private void elect() {
        SimulatedMember member = seededRandom.pick(group.all());
        member.life().ifPresent(life -> life.after(0, member::standAtOnce));
    }

    /** The engine of a member gives up, and the member begins again in the same process. */
    private void restart() {
        SimulatedMember member = someMember();
        member.life()
                .ifPresent(life -> life.after(0, () -> {
                    simulationContext.trace(member.id(), () -> "begins again");
                    member.start(life);
                }));
    }

    private void snapshot() {
        SimulatedMember member = seededRandom.pick(group.all());
        member.life()
                .ifPresent(life -> life.after(0, () -> member.replica().ifPresent(SimulatedReplica::takeSnapshot)));
    }

    /** An entry is committed, and about to be answered. */
    private void carriedOut(Command command, Reply reply) {
        if (simulationContext.isCalm() || !(command instanceof Command.Act act) || !(reply instanceof Reply.Acted)) {
            return;
        }
        boolean isProof = act.requests().stream()
                .anyMatch(request -> request instanceof Request.Prove || request instanceof Request.TakeLeadership);
        if (!isProof || !group.agreed().leads(act.session())) {
            return;
        }
        String home = group.life(act.session()).map(ProcessContext::process).orElse("");
        Optional<Coup> coup = planned.filter(plan -> plan.leader().id().equals(home)
                && simulationContext.now() - plan.since() > seededRandom.between(0, 200) * MILLI);
        if (coup.isPresent()) {
            carryOut(coup.get());
        } else if (simulationContext.may(Fault.CUTS) && seededRandom.chance(watchfulness / 2)) {
            usurp(home);
        } else if (seededRandom.chance(watchfulness)) {
            strike(act.session());
        }
    }

    /** The last proof of a leader: it may hear of it, and of nothing else. */
    private void strike(SessionId session) {
        Optional<ProcessContext> proven = group.life(session);
        long delay = seededRandom.mostlyNear(0, simulationContext.lease() / 8);
        long duration = 2 * simulationContext.lease();
        simulationContext.trace("group", () -> "strikes at " + session + " in " + delay / MILLI + " ms");
        simulationContext.after(delay, () -> {
            if (simulationContext.isCalm()) {
                return;
            }
            switch ((int) seededRandom.between(0, 3)) {
                case 0 ->
                    proven.filter(life -> simulationContext.may(Fault.PAUSES)).ifPresent(life -> life.pause(duration));
                case 1 -> isolate(someMember(), duration);
                default ->
                    proven.filter(life -> simulationContext.may(Fault.CUTS)).ifPresent(life -> life.cutOff(duration));
            }
            if (seededRandom.chance(0.3) && simulationContext.may(Fault.WRONG_EXPIRY)) {
                group.administrate(new Command.Revoke(session));
            }
        });
    }
}
