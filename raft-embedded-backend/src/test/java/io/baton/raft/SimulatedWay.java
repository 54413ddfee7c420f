// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.transport.LeaderTransport;
import io.baton.spi.support.Strand;
import io.baton.testkit.simulation.context.ProcessContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The way over the network to the member that leads: asks one member after the other, and the member that an answer names. */
final class SimulatedWay implements LeaderTransport {

    private static final Duration ATTEMPT = Duration.ofMillis(150);
    private static final Duration INQUIRY = Duration.ofMillis(1_500);

    private final SimulatedGroup group;
    private final ProcessContext processContext;
    private final Strand strand;
    private String target;
    private String hinted = "";

    SimulatedWay(SimulatedGroup group, ProcessContext processContext, Strand strand) {
        this.group = group;
        this.processContext = processContext;
        this.strand = strand;
        target = group.members().get(0);
    }

    @Override
    public CompletionStage<byte[]> submit(byte[] command) {
        return ask(member -> member.submit(command), ATTEMPT, false);
    }

    @Override
    public CompletionStage<byte[]> inquire(byte[] poll) {
        return ask(member -> member.inquire(poll), INQUIRY, true);
    }

    private CompletionStage<byte[]> ask(
            Function<SimulatedMember, CompletableFuture<byte[]>> question, Duration bound, boolean isEvents) {
        String asked = target;
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        Strand.Timer timer = strand.later(bound, () -> moveOn(asked));
        var unused = group.request(processContext, group.member(asked), question, isEvents)
                .whenComplete((content, failure) -> {
                    if (failure == null) {
                        answer.complete(content);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
        return answer.whenComplete((content, failure) -> strand.run(() -> {
            timer.cancel();
            if (failure != null) {
                failed(asked, failure);
            }
        }));
    }

    private void failed(String asked, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NotLeading other
                && !other.suggested().isEmpty()
                && !other.suggested().equals(asked)) {
            if (target.equals(asked)) {
                target = other.suggested();
            }
        } else {
            moveOn(asked);
        }
    }

    private void moveOn(String from) {
        if (target.equals(from)) {
            List<String> members = group.members();
            target = members.get((members.indexOf(from) + 1) % members.size());
        }
    }

    @Override
    public void hint(String leader) {
        if (!leader.equals(hinted)) {
            hinted = leader;
            target = leader;
        }
    }

    @Override
    public void leaveServer() {
        moveOn(target);
    }

    @Override
    public void close() {
        // No caller hears what is under way.
    }
}
