// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reaches the leader from the process of a member: without a network while that member leads. */
public final class LocalTransport implements LeaderTransport {

    /** The member of the same process. */
    public interface Local {

        /** Whether it leads the group, for all that it knows. */
        boolean leads();

        /** The Raft leader that it follows, for all that it knows. */
        Optional<String> leader();

        /** Why it takes no part in anything yet, if it does not. */
        Optional<String> waiting();

        CompletableFuture<byte[]> submit(byte[] command);

        CompletableFuture<byte[]> inquire(byte[] poll);
    }

    /** Asking has its price for members that are electing a leader, the more so when they have just started. */
    private static final int ASKS_ANYWAY = 8;

    private final Supplier<Optional<Local>> running;
    private final Optional<LeaderTransport> others;
    private int inVain;
    private volatile boolean asksOthers;
    private byte @Nullable [] command;
    private @Nullable CompletableFuture<byte[]> underWay;

    /**
     * No member has been asked yet.
     *
     * @param running the member, as soon as it runs
     * @param others the way to the other members, if there are any
     */
    public LocalTransport(Supplier<Optional<Local>> running, Optional<LeaderTransport> others) {
        this.running = running;
        this.others = others;
    }

    @Override
    public Duration patience() {
        return others.map(LeaderTransport::patience).orElseGet(LeaderTransport.super::patience);
    }

    /**
     * A repetition is no further entry: a leader that is cut off must not prolong its leadership by what its own process
     * repeats.
     */
    @Override
    public CompletionStage<byte[]> submit(byte[] entry) {
        Optional<Local> member = running.get();
        if (member.isEmpty() || member.get().waiting().isPresent()) {
            return notYet(member);
        }
        if (others.isPresent() && !member.get().leads()) {
            return goesOut(member.get()) ? hinted(member).submit(entry) : leaderless();
        }
        asksOthers = false;
        CompletableFuture<byte[]> going = underWay;
        if (going != null && !going.isDone() && entry == command) {
            return going.copy();
        }
        CompletableFuture<byte[]> begun = member.get().submit(entry);
        command = entry;
        underWay = begun;
        return begun;
    }

    @Override
    public CompletionStage<byte[]> inquire(byte[] poll) {
        Optional<Local> member = running.get();
        if (member.isEmpty() || member.get().waiting().isPresent()) {
            return notYet(member);
        }
        if (others.isPresent() && !member.get().leads()) {
            return goesOut(member.get()) ? hinted(member).inquire(poll) : leaderless();
        }
        return member.get().inquire(poll);
    }

    /** A member that follows no Raft leader is told of the next one at once, unless it is the only one that is not reached. */
    private boolean goesOut(Local member) {
        inVain = member.leader().isPresent() ? 0 : inVain + 1;
        return inVain == 0
                || inVain % ASKS_ANYWAY == 1
                || others.filter(LeaderTransport::isCutOff).isPresent();
    }

    private static CompletableFuture<byte[]> leaderless() {
        return CompletableFuture.failedFuture(new IllegalStateException("the members have no leader at the moment"));
    }

    private LeaderTransport hinted(Optional<Local> member) {
        LeaderTransport way = others.orElseThrow();
        asksOthers = true;
        member.flatMap(Local::leader).ifPresent(way::hint);
        return way;
    }

    /** Not even over the others: this process may have to hear that its data are lost. */
    private static CompletableFuture<byte[]> notYet(Optional<Local> member) {
        return CompletableFuture.failedFuture(new IllegalStateException(
                member.flatMap(Local::waiting).orElse("the member of this process is starting")));
    }

    @Override
    public void hint(String leader) {
        others.ifPresent(way -> way.hint(leader));
    }

    @Override
    public Optional<String> server() {
        return asksOthers ? others.flatMap(LeaderTransport::server) : Optional.empty();
    }

    @Override
    public void leaveServer() {
        others.ifPresent(LeaderTransport::leaveServer);
    }

    @Override
    public void close() {
        others.ifPresent(LeaderTransport::close);
    }
}
