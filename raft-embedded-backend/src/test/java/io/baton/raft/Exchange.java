// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.simulation.context.ProcessContext;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One question to a member of a simulated group, with its answer. */
final class Exchange {

    private final SimulatedGroup group;
    private final GroupConditions conditions;
    private final ProcessContext from;
    private final SimulatedMember to;
    private final boolean isEvents;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

    Exchange(SimulatedGroup group, ProcessContext from, SimulatedMember to, boolean isEvents) {
        this.group = group;
        this.conditions = group.conditions();
        this.from = from;
        this.to = to;
        this.isEvents = isEvents;
    }

    CompletableFuture<byte[]> begin(Function<SimulatedMember, CompletableFuture<byte[]>> question) {
        boolean lost = isCut() || conditions.loses();
        if (!lost) {
            group.simulationContext().after(conditions.delay(), () -> arrive(question));
        }
        if (lost ? conditions.makesLate() : conditions.repeats()) {
            group.simulationContext().after(conditions.lateness(), () -> arrive(question));
        }
        return answer;
    }

    private boolean isCut() {
        boolean isLocal = from.process().equals(to.id());
        return !isLocal
                && (from.isCutOff()
                        || to.life().filter(ProcessContext::isCutOff).isPresent());
    }

    private void arrive(Function<SimulatedMember, CompletableFuture<byte[]>> question) {
        if (!isCut()) {
            to.life()
                    .ifPresent(life -> life.after(0, () -> {
                        var unused = question.apply(to)
                                .whenComplete((content, failure) -> back(() -> {
                                    if (failure == null) {
                                        answer.complete(content);
                                    } else {
                                        answer.completeExceptionally(failure);
                                    }
                                }));
                    }));
        }
    }

    private void back(Runnable step) {
        if (isCut() || conditions.loses()) {
            return;
        }
        long late = isEvents && conditions.tellsLate()
                ? group.simulationContext()
                        .random()
                        .between(0, group.simulationContext().lease())
                : 0;
        group.simulationContext().after(conditions.delay() + late, () -> {
            if (!isCut()) {
                from.after(0, step);
            }
        });
    }
}
