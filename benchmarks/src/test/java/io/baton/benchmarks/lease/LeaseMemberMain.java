// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.lease;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The program of a member: stands in one election, and tells when its leaderships begin and end. */
public final class LeaseMemberMain {

    static final String STANDING = "standing";

    /** Less than the time between two proofs of the shortest lease. */
    private static final long LOOK_MILLIS = 20;

    private LeaseMemberMain() {}

    /** Takes the members, this member's id, its directory and its lease duration. */
    public static void main(String[] arguments) throws Exception {
        Baton baton = Baton.connect(Map.of(
                "baton.backend",
                "raft",
                "baton.raft.members",
                arguments[0],
                "baton.raft.id",
                arguments[1],
                "baton.raft.data-dir",
                arguments[2],
                "baton.lease-duration",
                arguments[3],
                "baton.connect-timeout",
                "5m"));
        LeaderElector elector = baton.elector("leases");
        elector.listen(new Told());
        elector.start();
        System.out.println(STANDING + " " + System.nanoTime());
        // The input ends when the parent does.
        while (System.in.read() >= 0) {
            // Nothing is asked of a member.
        }
        System.exit(0);
    }

    /**
     * An expired leadership was held up to the deadline that its last proof has set, and not up to the call that tells of it, which
     * may come late on the machine that has made it expire. So the deadline is looked at all the time.
     */
    private static final class Told implements LeadershipListener {

        private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
        private volatile Optional<Leadership> held = Optional.empty();
        private volatile Deadline deadline = new Deadline(0, 0);

        /** Up to when the leadership with that token is held at least. */
        private record Deadline(long token, long at) {}

        Told() {
            var unused = looks.scheduleWithFixedDelay(
                    () -> held.ifPresent(this::look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void onElected(Leadership leadership) {
            long now = System.nanoTime();
            System.out.println(LeaderEvent.elected(leadership.token().value(), now));
            look(leadership);
            held = Optional.of(leadership);
        }

        private void look(Leadership leadership) {
            long now = System.nanoTime();
            Duration remaining = leadership.remaining();
            if (!remaining.isZero()) {
                deadline = new Deadline(leadership.token().value(), now + remaining.toNanos());
            }
        }

        @Override
        public void onLost(Leadership leadership, LossReason reason) {
            long now = System.nanoTime();
            held = Optional.empty();
            long token = leadership.token().value();
            Deadline last = deadline;
            boolean isLate = reason == LossReason.EXPIRED && last.token() == token && last.at() - now < 0;
            System.out.println(LeaderEvent.lost(token, isLate ? last.at() : now, reason.name()));
        }
    }
}
