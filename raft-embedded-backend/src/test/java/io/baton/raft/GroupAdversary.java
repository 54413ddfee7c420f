// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.Command;
import io.baton.raft.state.Reply;
import io.baton.raft.state.Request;
import io.baton.raft.state.SessionId;
import io.baton.testkit.simulation.Dice;
import io.baton.testkit.simulation.Fault;
import io.baton.testkit.simulation.Life;
import io.baton.testkit.simulation.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what goes wrong in a group when. Prefers the members that lead it, and the moments after a leader's proof. */
final class GroupAdversary {

    private static final long MILLI = 1_000_000;

    private final World world;
    private final SimulatedGroup group;
    private final Dice dice;
    private final List<Runnable> tricks = new ArrayList<>();
    private final long typicalRest;
    private final double watchfulness;
    private Optional<Coup> planned = Optional.empty();

    /** That member is to stand against the leader, whom it has not heard since then. */
    private record Coup(SimulatedMember leader, SimulatedMember by, long since) {}

    GroupAdversary(World world, SimulatedGroup group) {
        this.world = world;
        this.group = group;
        this.dice = world.dice();
        typicalRest = dice.between(world.lease() / 4, 2 * world.lease());
        watchfulness = dice.fraction() / 4;
        learn(Fault.CUTS, this::deafen);
        learn(Fault.CUTS, this::isolate);
        learn(Fault.CUTS, this::split);
        learn(Fault.CUTS, this::conspire);
        learn(Fault.LATE_REQUESTS, this::elect);
        learn(Fault.CRASHES, this::restart);
        learn(Fault.CRASHES, this::snapshot);
    }

    private void learn(Fault fault, Runnable trick) {
        if (world.may(fault)) {
            tricks.add(trick);
        }
    }

    void begin() {
        if (!tricks.isEmpty()) {
            world.after(rest(), this::act);
            group.agreed().watchedBy(this::carriedOut);
        }
        if (!group.conduct().keepsDisks()) {
            world.after(3 * world.lease(), group::wipe);
        }
    }

    private void act() {
        if (!world.isCalm()) {
            dice.pick(tricks).run();
            world.after(rest(), this::act);
        }
    }

    private long rest() {
        return dice.mostlyNear(typicalRest / 10, 2 * typicalRest);
    }

    private SimulatedMember someMember() {
        List<SimulatedMember> elected =
                group.all().stream().filter(SimulatedMember::isElected).toList();
        return elected.isEmpty() || dice.chance(0.3) ? dice.pick(group.all()) : dice.pick(elected);
    }

    private long someDuration() {
        return dice.between(150 * MILLI, dice.chance(0.9) ? world.lease() / 2 : 2 * world.lease());
    }

    /** One member does not hear another one, mostly the leader. */
    private void deafen() {
        SimulatedMember from = someMember();
        SimulatedMember to = dice.pick(group.all());
        long duration = someDuration();
        world.trace(to.id(), () -> "does not hear " + from.id() + " for " + duration / MILLI + " ms");
        group.weather().block(from.id(), to.id(), duration);
    }

    /** A member and the others do not hear each other; its clients reach it. */
    private void isolate() {
        isolate(someMember(), someDuration());
    }

    private void isolate(SimulatedMember member, long duration) {
        world.trace(member.id(), () -> "is alone for " + duration / MILLI + " ms");
        for (SimulatedMember other : group.others(member)) {
            group.weather().block(member.id(), other.id(), duration);
            group.weather().block(other.id(), member.id(), duration);
        }
    }

    /** The others do not hear a member, which hears them; or the other way round. */
    private void split() {
        SimulatedMember member = someMember();
        boolean mute = dice.chance(0.5);
        long duration = someDuration();
        world.trace(member.id(), () -> (mute ? "is mute for " : "is deaf for ") + duration / MILLI + " ms");
        for (SimulatedMember other : group.others(member)) {
            group.weather().block(mute ? member.id() : other.id(), mute ? other.id() : member.id(), duration);
        }
    }

    /** One member does not hear the leader, and will stand as soon as the leader's own session has proved itself again. */
    private void conspire() {
        SimulatedMember leader = someMember();
        if (leader.isElected() && group.members().size() > 1) {
            SimulatedMember by = dice.pick(group.others(leader));
            group.weather().block(leader.id(), by.id(), 600 * MILLI);
            planned = Optional.of(new Coup(leader, by, world.now()));
        }
    }

    private void carryOut(Coup coup) {
        planned = Optional.empty();
        world.trace(coup.by().id(), () -> "stands against " + coup.leader().id() + ", which is cut off");
        coup.by().life().ifPresent(life -> life.after(0, coup.by()::standAtOnce));
        coup.leader().life().ifPresent(life -> life.cutOff(2 * world.lease()));
    }

    /** Somebody stands who has heard the Raft leader a moment ago, and that one is cut off from everybody. */
    private void usurp(String home) {
        group.all().stream()
                .filter(member -> member.id().equals(home) && member.isElected())
                .findFirst()
                .ifPresent(leader -> group.others(leader).stream()
                        .filter(other -> dice.chance(0.5))
                        .findFirst()
                        .ifPresent(by -> carryOut(new Coup(leader, by, world.now()))));
    }

    private void elect() {
        SimulatedMember member = dice.pick(group.all());
        member.life().ifPresent(life -> life.after(0, member::standAtOnce));
    }

    /** The engine of a member gives up, and the member begins again in the same process. */
    private void restart() {
        SimulatedMember member = someMember();
        member.life()
                .ifPresent(life -> life.after(0, () -> {
                    world.trace(member.id(), () -> "begins again");
                    member.start(life);
                }));
    }

    private void snapshot() {
        SimulatedMember member = dice.pick(group.all());
        member.life()
                .ifPresent(life -> life.after(0, () -> member.replica().ifPresent(SimulatedReplica::takeSnapshot)));
    }

    /** An entry is committed, and about to be answered. */
    private void carriedOut(Command command, Reply reply) {
        if (world.isCalm() || !(command instanceof Command.Act act) || !(reply instanceof Reply.Acted)) {
            return;
        }
        boolean isProof = act.requests().stream()
                .anyMatch(request -> request instanceof Request.Prove || request instanceof Request.TakeOffice);
        if (!isProof || !group.agreed().leads(act.session())) {
            return;
        }
        String home = group.life(act.session()).map(Life::process).orElse("");
        Optional<Coup> coup = planned.filter(
                plan -> plan.leader().id().equals(home) && world.now() - plan.since() > dice.between(0, 200) * MILLI);
        if (coup.isPresent()) {
            carryOut(coup.get());
        } else if (world.may(Fault.CUTS) && dice.chance(watchfulness / 2)) {
            usurp(home);
        } else if (dice.chance(watchfulness)) {
            strike(act.session());
        }
    }

    /** The last proof of a leader: it may hear of it, and of nothing else. */
    private void strike(SessionId session) {
        Optional<Life> proven = group.life(session);
        long delay = dice.mostlyNear(0, world.lease() / 8);
        long duration = 2 * world.lease();
        world.trace("group", () -> "strikes at " + session + " in " + delay / MILLI + " ms");
        world.after(delay, () -> {
            if (world.isCalm()) {
                return;
            }
            switch ((int) dice.between(0, 3)) {
                case 0 -> proven.filter(life -> world.may(Fault.PAUSES)).ifPresent(life -> life.pause(duration));
                case 1 -> isolate(someMember(), duration);
                default -> proven.filter(life -> world.may(Fault.CUTS)).ifPresent(life -> life.cutOff(duration));
            }
            if (dice.chance(0.3) && world.may(Fault.WRONG_EXPIRY)) {
                group.administrate(new Command.Revoke(session));
            }
        });
    }
}
