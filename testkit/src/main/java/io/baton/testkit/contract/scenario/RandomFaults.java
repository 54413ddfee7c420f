// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import io.baton.Leadership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Does to the contenders of one election what can happen to them, in an order that a seed decides. */
public final class RandomFaults {

    private final ContractScenario scenario;
    private final List<Contender> contenders;
    private final Random random;
    private final Set<Contender> cut = new HashSet<>();
    private final IdentityHashMap<Leadership, Boolean> ending = new IdentityHashMap<>();
    private final List<String> done = new ArrayList<>();

    public RandomFaults(ContractScenario scenario, List<Contender> contenders, long seed) {
        this.scenario = scenario;
        this.contenders = List.copyOf(contenders);
        this.random = new Random(seed);
    }

    /** One fault, and time for it to matter. */
    public void step() throws InterruptedException {
        Contender contender = contenders.get(random.nextInt(contenders.size()));
        switch (random.nextInt(6)) {
            case 0, 1 -> cutOff(contender);
            case 2 -> heal(contender);
            case 3 -> contenders.forEach(this::expireIfItLeads);
            case 4 -> resign(contender);
            default -> deleteTheLeader();
        }
        long validity = scenario.timings().validity().toNanos();
        Duration time = Duration.ofNanos((long) (random.nextDouble() * validity / 2));
        Conditions.staysTrue(
                "one leads after " + done,
                time,
                () -> scenario.history().violations().isEmpty());
    }

    /** Ends all breaks. */
    public void heal() {
        contenders.forEach(this::heal);
    }

    /** What was done, in this order. */
    @Override
    public String toString() {
        return done.toString();
    }

    private void cutOff(Contender contender) {
        if (cut.add(contender)) {
            note("cut off", contender);
            contender.participant().cutOff();
        }
    }

    private void heal(Contender contender) {
        if (cut.remove(contender)) {
            note("heal", contender);
            contender.participant().heal();
        }
    }

    private void expireIfItLeads(Contender contender) {
        contender.elector().leadership().filter(this::isFresh).ifPresent(leadership -> {
            note("expire", contender);
            contender.participant().expireSession();
        });
    }

    private void resign(Contender contender) {
        contender.elector().leadership().filter(this::isFresh).ifPresent(leadership -> {
            note("resign", contender);
            contender.elector().resign();
            contender.loses(leadership);
        });
    }

    private void deleteTheLeader() throws InterruptedException {
        for (Contender contender : contenders) {
            boolean stays = !cut.contains(contender)
                    && contender.elector().leadership().filter(this::isFresh).isPresent();
            if (stays) {
                note("delete", contender);
                scenario.deleteIfItStands(contender);
            }
        }
    }

    /** Nothing that ends it was done to it; such a leader's session and candidacy stand in the store. */
    private boolean isFresh(Leadership leadership) {
        return ending.putIfAbsent(leadership, true) == null;
    }

    private void note(String what, Contender contender) {
        done.add(what + " " + contender.id());
    }
}
