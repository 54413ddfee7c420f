// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import io.baton.spi.ElectionName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What goes wrong in a {@link FaultyBackend}, on order of a test. What is thrown is a {@link RuntimeException} and an
 * {@link Error} in turn. Thread-safe.
 */
public final class BackendFaults {

    /** The calls that can be made to throw. */
    public enum Call {
        /** Opening a session; throws before anything is opened. */
        OPEN,
        /** Closing a session; throws after the session was closed. */
        CLOSE,
        /** Entering a queue; throws before anything is sent, as all calls do that follow. */
        ENTER,
        PROVE,
        LOOK,
        CHECK,
        RAISE_VALIDITY,
        TAKE_LEADERSHIP,
        BID_AHEAD,
        FENCE,
        CONFIRM,
        RELEASE,
        LEADER,
        CANDIDATES,
        OBSERVE,
        RAISE_FLOOR,
        FORGET,
        /** Hearing a fact: throws in the backend's thread that told it, after it was heard. */
        FACT
    }

    private static final int ALWAYS = Integer.MAX_VALUE;

    private final String election;
    private final Map<Call, AtomicInteger> orders = new ConcurrentHashMap<>();
    private final Map<Call, AtomicInteger> thrown = new ConcurrentHashMap<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicLong silentSessions = new AtomicLong();
    private final AtomicInteger silentOpens = new AtomicInteger();

    /**
     * No fault yet.
     *
     * @param election the election that faults of a candidacy or a question are limited to
     */
    public BackendFaults(String election) {
        this.election = election;
    }

    /** These calls throw until {@link #undo}. */
    public void throwing(Call... calls) {
        for (Call call : calls) {
            throwing(call, ALWAYS);
        }
    }

    /** This call throws so many times. */
    public void throwing(Call call, int times) {
        orders.put(call, new AtomicInteger(times));
    }

    /** No call throws any more, and new sessions speak. A session that was silenced stays silent. */
    public void undo() {
        orders.clear();
        silentOpens.set(0);
    }

    /** The sessions that were opened so far tell nothing any more, for ever, as if their client were stuck. */
    public void silence() {
        silentSessions.set(opened.get());
    }

    /** So many sessions that are opened from now on never tell anything. */
    public void openSilently(int sessions) {
        silentOpens.set(sessions);
    }

    /** How often this call has thrown. */
    public int thrown(Call call) {
        return thrown.getOrDefault(call, new AtomicInteger()).get();
    }

    /** How many sessions were begun to open, without the attempts that have thrown. */
    public int opened() {
        return opened.get();
    }

    boolean opensSilently() {
        return silentOpens.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    int open() {
        return opened.incrementAndGet();
    }

    boolean isSilent(int session) {
        return session <= silentSessions.get();
    }

    /** Throws if a call that concerns one election was ordered to. */
    void at(Call call, ElectionName of) {
        if (of.value().equals(election)) {
            at(call);
        }
    }

    /** Throws if this call was ordered to. */
    void at(Call call) {
        AtomicInteger left = orders.get(call);
        if (left == null || left.getAndUpdate(times -> times == ALWAYS || times == 0 ? times : times - 1) == 0) {
            return;
        }
        int times = thrown.computeIfAbsent(call, none -> new AtomicInteger()).incrementAndGet();
        String what = call + " throws on order, for the " + times + ". time";
        if (times % 2 == 0) {
            throw new OrderedError(what);
        }
        throw new OrderedException(what);
    }

    /** What a call throws on order. */
    public static final class OrderedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OrderedException(String what) {
            super(what);
        }
    }

    /** What a call throws on order every other time: as when no thread can be started or a class cannot be loaded. */
    public static final class OrderedError extends Error {
        private static final long serialVersionUID = 1L;

        OrderedError(String what) {
            super(what);
        }
    }
}
