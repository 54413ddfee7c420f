// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import io.baton.Leadership;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** One run of the command under one leadership. For one thread. */
final class CommandWatch {

    private final RunSpec spec;
    private final Leadership leadership;
    private final LeaseMargins margins;
    private final Shutdown shutdown;
    private final Notes notes;

    CommandWatch(RunSpec spec, Leadership leadership, LeaseMargins margins, Shutdown shutdown, Notes notes) {
        this.spec = spec;
        this.leadership = leadership;
        this.margins = margins;
        this.shutdown = shutdown;
        this.notes = notes;
    }

    /** Starts the command and returns when it and all that it has started have ended. */
    CommandEnd run(String candidate) throws IOException, InterruptedException {
        awaitRenewal();
        Optional<CommandEnd.Cause> before = reasonToEnd();
        if (before.isPresent()) {
            return CommandEnd.notStarted(before.get());
        }
        CommandGroup group = CommandGroup.prepare(
                spec.command(), variables -> spec.environment().apply(variables, leadership, candidate));
        try {
            // A machine that was suspended meanwhile has lost its lease.
            Optional<CommandEnd.Cause> meanwhile = reasonToEnd();
            if (meanwhile.isPresent()) {
                return CommandEnd.notStarted(meanwhile.get());
            }
            group.begin();
            notes.say("leads '%s' with token %s; process %d", leadership.election(), leadership.token(), group.pid());
            return watch(group);
        } finally {
            killRest(group);
        }
    }

    /** An answer that was slow to elect leaves little of the lease, but then a renewal is under way. */
    private void awaitRenewal() throws InterruptedException {
        CompletableFuture<?> any =
                CompletableFuture.anyOf(leadership.lost().toCompletableFuture(), shutdown.requested());
        while (isTimeToEnd() && leadership.isHeld() && !shutdown.isRequested()) {
            await(any, margins.step());
        }
    }

    private Optional<CommandEnd.Cause> reasonToEnd() {
        if (shutdown.isRequested()) {
            return Optional.of(CommandEnd.Cause.SHUTDOWN);
        }
        return isTimeToEnd() ? Optional.of(CommandEnd.Cause.LEASE) : Optional.empty();
    }

    /** The place is kept until the command is gone, whatever fails meanwhile: memory, threads or processes can be short. */
    private void killRest(CommandGroup group) {
        boolean interrupted = false;
        boolean failedBefore = false;
        while (true) {
            try {
                group.killRest(margins.step());
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (Throwable failed) {
                if (!failedBefore) {
                    notes.say("cannot kill the command, and tries again: %s", failed);
                }
                failedBefore = true;
                LockSupport.parkNanos(margins.step().toNanos());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private CommandEnd watch(CommandGroup group) throws InterruptedException {
        CompletableFuture<?> lost = leadership.lost().toCompletableFuture();
        CompletableFuture<?> any = CompletableFuture.anyOf(group.onExit(), lost, shutdown.requested());
        while (group.isAlive() && !shutdown.isRequested() && !isTimeToEnd()) {
            await(any, margins.untilTerm(leadership.remaining()));
        }
        if (!group.isAlive()) {
            return new CommandEnd(CommandEnd.Cause.EXITED, exitCode(group));
        }
        end(
                group,
                shutdown.isRequested()
                        ? "a signal"
                        : "the lease has " + leadership.remaining().toMillis() + " ms left");
        // A signal that has come meanwhile wants the command's code too.
        return new CommandEnd(
                shutdown.isRequested() ? CommandEnd.Cause.SHUTDOWN : CommandEnd.Cause.LEASE, exitCode(group));
    }

    private boolean isTimeToEnd() {
        return isPast(margins.untilTerm(leadership.remaining()));
    }

    /** The lease may be renewed meanwhile: then the command has the whole time to stop, and is not asked twice. */
    private void end(CommandGroup group, String why) throws InterruptedException {
        long asked = System.nanoTime();
        group.terminate();
        notes.say("asks the command to end: %s", why);
        CompletableFuture<?> lost = leadership.lost().toCompletableFuture();
        CompletableFuture<?> any = CompletableFuture.anyOf(group.onExit(), lost);
        while (group.isAlive()) {
            Duration left = spec.stopTimeout().minusNanos(System.nanoTime() - asked);
            Duration ofLease = margins.untilKill(leadership.remaining());
            Duration next = left.compareTo(ofLease) < 0 ? left : ofLease;
            if (isPast(next)) {
                long ofLeaseMillis = leadership.remaining().toMillis();
                group.kill();
                notes.say("kills the command: the lease has %d ms left", ofLeaseMillis);
                group.awaitEnd(margins.step());
                return;
            }
            await(any, next);
        }
    }

    private static OptionalInt exitCode(CommandGroup group) {
        return OptionalInt.of(group.onExit().join().exitValue());
    }

    private static boolean isPast(Duration duration) {
        return duration.isNegative() || duration.isZero();
    }

    /** Returns at a change or when the time has passed; the caller looks what there is. */
    private static void await(CompletableFuture<?> change, Duration atMost) throws InterruptedException {
        try {
            change.get(Math.max(1, atMost.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException passed) {
            // Nothing has changed.
        } catch (ExecutionException e) {
            throw new IllegalStateException("none of the changes fails", e);
        }
    }
}
