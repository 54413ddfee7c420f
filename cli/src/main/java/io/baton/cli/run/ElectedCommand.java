// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import io.baton.Baton;
import io.baton.ElectorOptions;
import io.baton.ElectorOptions.OnDrainTimeout;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipLostException;
import io.baton.cli.run.CommandEnd.Cause;
import io.baton.connection.SessionStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Stands for an election, and runs a command in each leadership: one at a time, never two. For one thread. */
public final class ElectedCommand {

    /** The exit code if the leadership of {@code --once} has ended before the command. */
    public static final int LOST = 123;

    /** The exit code if {@code --wait} has passed. */
    public static final int TIMED_OUT = 124;

    private final Baton baton;
    private final RunSpec spec;
    private final Shutdown shutdown;
    private final Notes notes;
    private final Turns turns = new Turns();

    public ElectedCommand(Baton baton, RunSpec spec, Shutdown shutdown, Notes notes) {
        this.baton = baton;
        this.spec = spec;
        this.shutdown = shutdown;
        this.notes = notes;
    }

    /**
     * Returns when no further run follows, the place is released and the connection is closed.
     *
     * @return the exit code of this process
     * @throws IllegalArgumentException if the election's name or the grace does not fit
     */
    public int run() throws Exception {
        OptionalInt ofCommand = OptionalInt.empty();
        try {
            CommandEnd end = shutdown.begin() ? stand() : CommandEnd.notStarted(Cause.SHUTDOWN);
            boolean isLost = end.cause() == Cause.LEASE;
            ofCommand = isLost ? OptionalInt.empty() : end.exitCode();
            return ofCommand.orElse(isLost ? LOST : TIMED_OUT);
        } finally {
            close(ofCommand);
        }
    }

    /** The hook that waits for the end is released whatever fails before. */
    private void close(OptionalInt ofCommand) {
        try {
            baton.close();
        } finally {
            try {
                notes.flush();
            } finally {
                shutdown.finish(ofCommand);
            }
        }
    }

    private CommandEnd stand() throws Exception {
        // A grace that does not fit is refused before there is anything to run.
        baton.status().session().ifPresent(session -> LeaseMargins.of(session.validity(), spec.grace()));
        // The place is kept until the command is gone, however long that takes.
        ElectorOptions options =
                baton.options().withDrainTimeout(baton.options().drainTimeout(), OnDrainTimeout.KEEP);
        try (LeaderElector elector = baton.elector(spec.election(), options)) {
            elector.listen(turns);
            elector.start();
            shutdown.onRequest(turns::end);
            Optional<Duration> wait = spec.waitFor();
            while (true) {
                CommandEnd end = next(elector, wait);
                if (!standsAgain(end)) {
                    return end;
                }
                wait = Optional.empty();
            }
        }
    }

    private boolean standsAgain(CommandEnd end) {
        return switch (end.cause()) {
            case EXITED -> spec.restart();
            case LEASE -> !spec.once();
            case SHUTDOWN, WAIT -> false;
        };
    }

    private CommandEnd next(LeaderElector elector, Optional<Duration> wait) throws Exception {
        Turn turn = turns.next(wait);
        if (turn instanceof Turn.Elected elected) {
            CommandEnd end = lead(elected.leadership(), elector.candidate().id());
            // After a loss the elector stands again by itself, and may lead anew by now.
            if (standsAgain(end) && elected.leadership().isHeld()) {
                elector.resign();
            }
            return end;
        }
        if (turn instanceof Turn.Refused refused) {
            throw refused.why();
        }
        return CommandEnd.notStarted(turn instanceof Turn.TimedOut ? Cause.WAIT : Cause.SHUTDOWN);
    }

    private CommandEnd lead(Leadership leadership, String candidate) throws Exception {
        try {
            CommandEnd end = leadership.callUninterrupted(() -> runUnder(leadership, candidate));
            if (end.exitCode().isPresent()) {
                notes.say("the command has ended with %d", end.exitCode().getAsInt());
            }
            return end;
        } catch (LeadershipLostException lost) {
            return CommandEnd.notStarted(Cause.LEASE);
        }
    }

    private CommandEnd runUnder(Leadership leadership, String candidate) throws IOException, InterruptedException {
        Optional<Duration> validity = baton.status().session().map(SessionStatus::validity);
        if (validity.isEmpty()) {
            return CommandEnd.notStarted(Cause.LEASE);
        }
        // What the store grants can change from session to session.
        LeaseMargins margins = LeaseMargins.of(validity.get(), spec.grace());
        return new CommandWatch(spec, leadership, margins, shutdown, notes).run(candidate);
    }
}
