// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.FormatLevel;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.SessionId;
import java.util.Optional;

/** Carries out the command of one entry, and notes which sessions and elections it concerns. */
final class CommandHandler {

    private final Store store;
    private final Affected affected;

    CommandHandler(Store store, Affected affected) {
        this.store = store;
        this.affected = affected;
    }

    Reply answer(Command command) {
        if (command instanceof Command.Act act) {
            return act(act);
        } else if (command instanceof Command.Open open) {
            return new Reply.Opened(open(open).id);
        } else if (command instanceof Command.Close close) {
            return end(store.find(close.session()), false);
        } else if (command instanceof Command.Expire expire) {
            return expire(expire);
        } else if (command instanceof Command.Revoke revoke) {
            return end(store.find(revoke.session()), false);
        } else if (command instanceof Command.Remove remove) {
            return remove(remove);
        } else if (command instanceof Command.RaiseLevel raise) {
            return raise(raise.level());
        }
        throw new IllegalArgumentException("not a command: " + command);
    }

    private Reply raise(FormatLevel raised) {
        boolean isHigher = raised.number() > store.level().number();
        if (isHigher) {
            store.raise(raised);
        }
        return new Reply.Settled(isHigher);
    }

    private Session open(Command.Open open) {
        for (Session session : store.sessions()) {
            if (session.id.nonce() == open.nonce()) {
                return session;
            }
        }
        SessionId id = new SessionId(store.index(), open.nonce());
        Session opened = new Session(id, open.leaseNanos(), open.home(), open.secret());
        store.add(opened);
        return opened;
    }

    private Reply act(Command.Act act) {
        Session session = store.find(act.session()).orElse(null);
        if (session == null) {
            return new Reply.NoSession();
        }
        if (act.number() < session.lastNumber) {
            return new Reply.Superseded(session.lastNumber);
        }
        Optional<String> fault = EntryValidation.fault(act.requests());
        if (fault.isPresent()) {
            return new Reply.Refused(fault.get());
        }
        boolean repeated = act.number() == session.lastNumber;
        session.lastNumber = act.number();
        session.removed.values().removeIf(at -> at <= act.heardUpTo());
        RequestHandler requestHandler = new RequestHandler(store, session, affected, repeated);
        return new Reply.Acted(
                store.index(),
                store.level().number(),
                act.requests().stream().map(requestHandler::answer).toList());
    }

    private Reply expire(Command.Expire expire) {
        Optional<Session> session = store.find(expire.session());
        return session.isPresent() && session.get().lastNumber == expire.lastNumber()
                ? end(session, true)
                : new Reply.Settled(false);
    }

    private Reply end(Optional<Session> session, boolean proofsHaveEnded) {
        if (session.isEmpty()) {
            return new Reply.Settled(false);
        }
        Session ended = session.get();
        store.remove(ended);
        affected.session(ended.id);
        for (QueuedCandidacy queuedCandidacy : ended.candidacies.values()) {
            if (proofsHaveEnded && queuedCandidacy.election.isLedBy(queuedCandidacy)) {
                queuedCandidacy.election.noteRelease(store.nextVersion());
            }
            queuedCandidacy.election.remove(queuedCandidacy, store::nextVersion, affected);
        }
        return new Reply.Settled(true);
    }

    private Reply remove(Command.Remove remove) {
        Election election = store.election(remove.election()).orElse(null);
        QueuedCandidacy queuedCandidacy = election == null ? null : election.queue.get(remove.orderValue());
        if (election == null || queuedCandidacy == null) {
            return new Reply.Settled(false);
        }
        Session session = queuedCandidacy.session;
        session.candidacies.remove(queuedCandidacy.tag);
        session.removed.put(queuedCandidacy.tag, store.index());
        election.remove(queuedCandidacy, store::nextVersion, affected);
        affected.session(session.id);
        return new Reply.Settled(true);
    }
}
