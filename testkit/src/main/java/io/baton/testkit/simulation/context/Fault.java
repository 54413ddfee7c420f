// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.context;

/** What an adversary may do in a simulation. */
public enum Fault {
    /** Requests and answers are lost. */
    LOST_MESSAGES,
    /** Requests are carried out after they were given up. */
    LATE_REQUESTS,
    /** Requests are carried out twice. */
    REPEATED_REQUESTS,
    /** A look is answered with records that are no longer so. */
    STALE_RECORDS,
    /** Clocks run at rates that differ by the margin. */
    CLOCK_RATES,
    /** Processes ask for different lease durations, and so count proofs for different times. */
    LEASE_DURATIONS,
    /** Processes stand still for a while, also in the middle of what they do; their clocks go on. */
    PAUSES,
    /** Processes die; some come back with a new session. */
    CRASHES,
    /** Connections break, seen or unseen by the process. */
    CUTS,
    /** Events of the store come long after what they tell of. */
    LATE_EVENTS,
    /** Events of candidacies never come: that one was deleted, or the one before it. */
    LOST_EVENTS,
    /** Sessions end although they are not silent, or stay long after they are. */
    WRONG_EXPIRY,
    /** Candidacies are deleted behind their owners' backs. */
    DELETIONS,
    /** Token floors are raised while elections are held. */
    RAISED_FLOORS,
    /** Leaders resign; electors close and are made anew. */
    RESIGNATIONS,
    /** What a process asks of its client of the store throws, before or after it was done. */
    THROWN_CALLS,
    /** A session's client tells the process nothing more, though the session stands. */
    SILENT_SESSIONS,
    /** Elections are forgotten, or are to be. */
    FORGOTTEN_ELECTIONS,
    /** Leader-only work goes on for longer than its leadership. */
    SLOW_WORK
}
