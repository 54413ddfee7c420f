// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.failure.RefusedEntryException;
import io.baton.raft.internal.transport.LeaderTransport;
import io.baton.raft.internal.transport.Replies;
import io.baton.raft.state.codec.MalformedException;
import io.baton.raft.state.codec.ReplyCodec;
import io.baton.raft.state.request.Reply;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.jspecify.annotations.Nullable;

/** One command on its way into the log: tried until it is answered, which may be to an earlier try. For the strand only. */
public final class ProposalRetry {

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** A Raft leader that is not ready will be within a few commits. */
    private static final Duration BRIEF_PAUSE = Duration.ofMillis(10);

    /** Where no member has led for a second, asking takes the time of members that start. */
    private static final Duration LONG_PAUSE = Duration.ofMillis(100);

    private static final int MANY = 40;

    private final Strand strand;
    private final LeaderTransport leaderTransport;
    private final byte[] command;
    private final Listener listener;
    private boolean over;
    private int attempts;
    private Strand.@Nullable Timer next;

    /** Who hears the outcome of an entry. */
    public interface Listener {

        /** The command was carried out. */
        void answered(Reply reply);

        /** An attempt was not answered; there will be another one. */
        void failing(Throwable cause);
    }

    private ProposalRetry(Strand strand, LeaderTransport leaderTransport, byte[] command, Listener listener) {
        this.strand = strand;
        this.leaderTransport = leaderTransport;
        this.command = command;
        this.listener = listener;
    }

    public static ProposalRetry begin(
            Strand strand, LeaderTransport leaderTransport, byte[] command, Listener listener) {
        ProposalRetry begun = new ProposalRetry(strand, leaderTransport, command, listener);
        begun.attempt();
        return begun;
    }

    /** The outcome is not waited for any more. Whether the command will be carried out stays unknown. */
    public void giveUp() {
        over = true;
        cancel();
    }

    private void attempt() {
        if (over) {
            return;
        }
        int number = ++attempts;
        cancel();
        Duration patience = leaderTransport.patience();
        next = strand.later(patience, () -> {
            listener.failing(new TimeoutException("no answer within " + patience));
            attempt();
        });
        var unused = leaderTransport
                .submit(command)
                .whenComplete((reply, failure) -> strand.run(() -> {
                    if (failure == null) {
                        answered(reply);
                    } else {
                        failed(number, Replies.cause(failure));
                    }
                }));
    }

    private void answered(byte[] bytes) {
        if (over) {
            return;
        }
        giveUp();
        listener.answered(read(bytes));
    }

    private static Reply read(byte[] bytes) {
        try {
            return ReplyCodec.read(bytes);
        } catch (MalformedException e) {
            return new Reply.Refused("a member of another version has answered: " + e.getMessage());
        }
    }

    private void failed(int number, Throwable cause) {
        if (over) {
            return;
        }
        Optional<RefusedEntryException> refusal = ExceptionText.refusedEntry(cause);
        if (refusal.isPresent()) {
            giveUp();
            listener.answered(new Reply.Refused(String.valueOf(refusal.get().getMessage())));
            return;
        }
        if (number == attempts) {
            again(pause(cause));
        }
        listener.failing(cause);
    }

    private Duration pause(Throwable cause) {
        if (cause instanceof LeaderNotReadyException) {
            return BRIEF_PAUSE;
        }
        return attempts < MANY ? PAUSE : LONG_PAUSE;
    }

    private void again(Duration delay) {
        cancel();
        next = strand.later(delay, this::attempt);
    }

    private void cancel() {
        if (next != null) {
            next.cancel();
        }
    }
}
