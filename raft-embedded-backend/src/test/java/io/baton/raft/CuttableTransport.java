// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.transport.LeaderTransport;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.codec.ReplyCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.Result;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.ElectionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The way of one participant to the group, which can be cut and is counted. A store that is a function of its log has no
 * floor record that cannot be read; for an election that was spoilt the answers are as if it had.
 */
final class CuttableTransport implements LeaderTransport {

    private final LeaderTransport leaderTransport;
    private final Wire wire;
    private final Set<ElectionName> spoilt;
    private long counted;

    /** What a participant and its engines have in common. */
    static final class Wire {
        volatile boolean cut;
        volatile long requests;
        volatile Optional<SessionId> session = Optional.empty();
    }

    CuttableTransport(LeaderTransport leaderTransport, Wire wire, Set<ElectionName> spoilt) {
        this.leaderTransport = leaderTransport;
        this.wire = wire;
        this.spoilt = spoilt;
    }

    @Override
    public CompletionStage<byte[]> submit(byte[] command) {
        if (wire.cut) {
            return new CompletableFuture<>();
        }
        Command read = CommandCodec.read(command);
        if (read instanceof Command.Act act) {
            count(act);
            if (act.requests().stream().anyMatch(this::isSpoilt)) {
                return refused(act);
            }
        }
        return answered(leaderTransport.submit(command)).thenApply(reply -> {
            if (ReplyCodec.read(reply) instanceof Reply.Opened opened) {
                wire.session = Optional.of(opened.session());
            }
            return reply;
        });
    }

    @Override
    public CompletionStage<byte[]> inquire(byte[] poll) {
        return wire.cut ? new CompletableFuture<>() : answered(leaderTransport.inquire(poll));
    }

    private CompletionStage<byte[]> answered(CompletionStage<byte[]> stage) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        var unused = stage.whenComplete((reply, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else if (wire.cut) {
                answer.completeExceptionally(new IllegalStateException("cut off"));
            } else {
                answer.complete(reply);
            }
        });
        return answer;
    }

    private boolean isSpoilt(Request request) {
        return request instanceof Request.Enter enter && spoilt.contains(enter.election());
    }

    private CompletionStage<byte[]> refused(Command.Act act) {
        List<Request> others = new ArrayList<>();
        act.requests()
                .forEach(request ->
                        others.add(isSpoilt(request) ? new Request.Look(((Request.Enter) request).tag()) : request));
        byte[] command = CommandCodec.write(new Command.Act(act.session(), act.number(), act.heardUpTo(), others));
        return answered(leaderTransport.submit(command)).thenApply(reply -> {
            if (!(ReplyCodec.read(reply) instanceof Reply.Acted acted)) {
                return reply;
            }
            List<Result> results = new ArrayList<>(acted.results());
            for (int i = 0; i < results.size(); i++) {
                if (isSpoilt(act.requests().get(i))) {
                    results.set(i, new Result.Refused("the floor record cannot be read"));
                }
            }
            return ReplyCodec.write(new Reply.Acted(acted.index(), acted.level(), results));
        });
    }

    /** An entry that is sent again because its answer was late counts once. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One strand counts, others read.
    private void count(Command.Act act) {
        if (act.number() <= counted) {
            return;
        }
        counted = act.number();
        if (act.requests().stream().anyMatch(request -> !(request instanceof Request.Prove))) {
            wire.requests++;
        }
    }

    @Override
    public void hint(String leader) {
        leaderTransport.hint(leader);
    }

    @Override
    public void leaveServer() {
        leaderTransport.leaveServer();
    }

    @Override
    public void close() {
        leaderTransport.close();
    }
}
