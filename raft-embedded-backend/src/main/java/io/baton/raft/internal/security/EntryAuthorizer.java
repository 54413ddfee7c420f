// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.security;

import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.SecretDigest;
import io.baton.raft.state.request.SessionId;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Decides, on the Raft leader and before the log, which entries a process may put into it: each process those of its own
 * session, and only the leading member those that decide for others. Thread-safe.
 */
public final class EntryAuthorizer {

    /** The replica answers within microseconds, unless its thread gets no time. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final ReplicatedStore replicatedStore;
    private final SecretDigest ofMember;

    /**
     * Decides by the sessions of that store.
     *
     * @param member what this member's own process shows; leaves this process with nothing but its own submissions
     */
    public EntryAuthorizer(ReplicatedStore replicatedStore, SessionSecret member) {
        this.replicatedStore = replicatedStore;
        ofMember = member.digest();
    }

    /**
     * Why a command must not enter the log, if it must not.
     *
     * @throws CompletionException if the replica gives no answer
     */
    Optional<String> refusal(Command command, SessionSecret shown) {
        SecretDigest digest = shown.digest();
        if (digest.equals(ofMember) || command instanceof Command.Open) {
            return Optional.empty();
        }
        Optional<SessionId> session = session(command);
        if (session.isEmpty()) {
            return Optional.of("may not order " + command.getClass().getSimpleName()
                    + ": only the member that leads the group decides for others");
        }
        return isOfAnother(session.get(), digest)
                ? Optional.of("may not act for session " + session.get() + ": it does not show that session's secret")
                : Optional.empty();
    }

    private static Optional<SessionId> session(Command command) {
        if (command instanceof Command.Act act) {
            return Optional.of(act.session());
        }
        return command instanceof Command.Close close ? Optional.of(close.session()) : Optional.empty();
    }

    /** An entry for a session that does not exist changes nothing. */
    private boolean isOfAnother(SessionId session, SecretDigest shown) {
        return replicatedStore
                .look(store -> store.secretOf(session))
                .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .join()
                .filter(secret -> !secret.equals(shown))
                .isPresent();
    }
}
