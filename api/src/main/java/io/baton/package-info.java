// SPDX-License-Identifier: Apache-2.0
/**
 * Elects one leader among processes. Applications start at {@link io.baton.Baton}; authors of backends at
 * {@link io.baton.spi.ElectionBackend}; resources that check tokens at {@link io.baton.fencing}. What a process knows at a moment,
 * for operators, metrics and health checks, is in {@link io.baton.ConnectionStatus} with {@link io.baton.connection.SessionStatus} and
 * {@link io.baton.ElectionStatus}.
 *
 * <h2>What leadership means</h2>
 *
 * <p>A {@link io.baton.Leadership} is held from the moment at which it is announced until its deadline, and the deadline moves only
 * when the store has answered a proof that the leader's session still stands. At no instant do two
 * {@link io.baton.Leadership#isHeld()} of one election answer true. The answer costs one read of a field and one of the clock, and turns
 * false without any message: a process that was frozen sees false at its first question. Every leadership has a
 * {@link io.baton.FencingToken} greater than those of all earlier leaderships of the election.
 *
 * <h2>The assumption about clocks</h2>
 *
 * <p>Clocks need not agree on the time, and steps of the wall clock do not matter: only durations are measured, by
 * {@link System#nanoTime()}. Assumed is that these clocks run at rates which differ by at most {@code baton.clock-margin} (1 % unless
 * configured otherwise). A successor that has not seen its predecessor release waits for the predecessor's validity and that
 * margin. A virtual machine that is suspended together with its monotonic clock breaks the assumption; the token does not depend on it.
 *
 * <h2>How to choose a lease</h2>
 *
 * <p>{@code baton.lease-duration} is about the longest time in which a crashed leader is not replaced. It has to be longer than the longest
 * pause that must not cost a leadership: a full garbage collection, a moved virtual machine, an election of the store's own leader. On
 * ZooKeeper and etcd a proof counts for half of the lease and is sent every sixth, so a leader survives an interruption of a third of its
 * lease; in embedded Raft a proof counts for 95 %. A leadership that is lost without a cause costs most applications more than a slow
 * failover. The defaults are the backend's: ten seconds on ZooKeeper, five on etcd, 800 ms in embedded Raft.
 *
 * <h2>What is not promised</h2>
 *
 * <p>That a process does nothing after its leadership has ended: it can be stopped between the question and the action, for any time. An
 * action that must not happen twice hands its token to the resource that it changes, and the resource refuses smaller tokens
 * ({@link io.baton.fencing}). Participants of another kind in the same queue, such as Curator's {@code LeaderLatch}, have no deadline, and
 * records that were changed by hand or restored from a backup keep no promise until an operator has raised the token floor.
 */
@NullMarked
package io.baton;

import org.jspecify.annotations.NullMarked;
