// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.LiveSession;
import io.baton.raft.state.Store;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionFacts;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A rule of embedded Raft that safety rests on, and what a group is like without it. */
@SuppressWarnings("ImmutableEnumChecker") // The suppliers hold no state.
enum RaftRule {
    AN_EXPIRY_NAMES_THE_LAST_ENTRY(() -> new GroupRules() {
        @Override
        public Command meaning(Command command, Store before) {
            return command instanceof Command.Expire expire
                    ? new Command.Expire(expire.session(), lastNumber(before, expire.session()))
                    : command;
        }
    }),
    A_SESSION_IS_KEPT_FOR_ITS_WHOLE_LEASE(() -> new GroupRules() {
        @Override
        public MonotonicClock leaseClock(MonotonicClock clock) {
            return () -> clock.nanos() / 10 * 13;
        }
    }),
    THE_OLD_LEADERS_SESSION_COUNTS_FROM_WHEN_IT_WAS_LAST_HEARD(() -> new GroupRules() {
        @Override
        public long heardAt(long truth) {
            return truth - Duration.ofMillis(300).toNanos();
        }
    }),
    THE_LOG_SHOWS_WHAT_WAS_HEARD_RIGHT_BEFORE_AN_ELECTION(() -> new GroupRules() {
        @Override
        public boolean heardMore(boolean truth) {
            return false;
        }
    }),
    A_PROOF_COUNTS_FROM_BEFORE_IT_WAS_SENT(() -> new GroupRules() {
        @Override
        public SessionFacts told(SessionFacts engine, MonotonicClock clock) {
            return fromReceipt(engine, clock);
        }
    }),
    A_PROOF_IS_COMMITTED(() -> new GroupRules() {
        @Override
        public boolean provesWithoutTheLog() {
            return true;
        }
    }),
    A_REVOKED_SESSION_LEAVES_NO_NOTE(() -> new GroupRules() {
        @Override
        public Command meaning(Command command, Store before) {
            return command instanceof Command.Revoke revoke
                    ? new Command.Expire(revoke.session(), lastNumber(before, revoke.session()))
                    : command;
        }
    }),
    NUMBERS_ARE_NEVER_USED_AGAIN(() -> new GroupRules() {
        @Override
        public boolean keepsDisks() {
            return false;
        }
    });

    private final Supplier<GroupRules> withoutIt;

    RaftRule(Supplier<GroupRules> withoutIt) {
        this.withoutIt = withoutIt;
    }

    /** A group for one simulation in which this rule is left out. */
    GroupRules leftOut() {
        return withoutIt.get();
    }

    private static long lastNumber(Store store, SessionId session) {
        return store.living().stream()
                .filter(living -> living.session().equals(session))
                .findFirst()
                .map(LiveSession::lastNumber)
                .orElse(0L);
    }

    private static SessionFacts fromReceipt(SessionFacts engine, MonotonicClock clock) {
        InvocationHandler late = (proxy, method, arguments) -> {
            if (method.getName().equals("proven")) {
                engine.proven(clock.nanos());
                return null;
            }
            try {
                return method.invoke(engine, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        };
        Class<?>[] facts = {SessionFacts.class};
        return (SessionFacts) Proxy.newProxyInstance(SessionFacts.class.getClassLoader(), facts, late);
    }

    /**
     * What is guarded twice: without it no promise is broken. That a Raft leader that woke late gives a fresh lease, and that a
     * new one does, belongs here too: a lease that has run out since the last entry was applied is over for its session,
     * whoever counts it, and an expiry that was proposed too early for the living loses against whatever comes before it.
     */
    enum Spare {
        /** An engine closes a session when it holds nothing in it. */
        A_CLOSED_SESSION_LEAVES_NO_NOTE(() -> new GroupRules() {
            @Override
            public Command meaning(Command command, Store before) {
                return command instanceof Command.Close close
                        ? new Command.Expire(close.session(), lastNumber(before, close.session()))
                        : command;
            }
        }),
        /** A candidacy enters under a tag that is used once, and whatever is written names the version that it replaces. */
        A_REPEATED_ENTRY_WRITES_NOTHING(Renumbering::new);

        private final Supplier<GroupRules> withoutIt;

        Spare(Supplier<GroupRules> withoutIt) {
            this.withoutIt = withoutIt;
        }

        GroupRules leftOut() {
            return withoutIt.get();
        }
    }

    /** Gives each entry a number of its own, so that none is a repetition or late. */
    private static final class Renumbering implements GroupRules {

        private final Map<SessionId, Long> given = new HashMap<>();

        @Override
        public Command meaning(Command command, Store before) {
            return command instanceof Command.Act act
                    ? new Command.Act(
                            act.session(), given.merge(act.session(), 1L, Long::sum), act.heardUpTo(), act.requests())
                    : command;
        }
    }
}
