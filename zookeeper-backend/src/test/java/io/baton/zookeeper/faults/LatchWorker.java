// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import io.baton.testkit.process.election.SampleFile;
import io.baton.testkit.process.election.Sampler;
import io.baton.testkit.process.election.WorkerMessage;
import io.baton.testkit.process.election.WorkerMessage.Kind;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.retry.RetryForever;

/**
 * As a participant of Baton, but with Curator's {@code LeaderLatch}, whose {@code hasLeadership()} has no deadline: what
 * the harness must find two leaders with. The token is the {@code czxid} of the latch's node.
 */
final class LatchWorker implements LeaderLatchListener {

    private static final int SESSION_MILLIS = 4_000;
    private static final int RETRY_MILLIS = 200;

    private final CuratorFramework client;
    private final LeaderLatch latch;
    private volatile Optional<Sampler.Subject> present = Optional.empty();

    private LatchWorker(CuratorFramework client, LeaderLatch latch) {
        this.client = client;
        this.latch = latch;
    }

    public static void main(String[] arguments) throws Exception {
        SampleFile file = SampleFile.create(Path.of(arguments[0]));
        String servers = System.getProperty(ProcessElections.CONNECT_STRING, "");
        try (CuratorFramework client = CuratorFrameworkFactory.newClient(
                        servers, SESSION_MILLIS, SESSION_MILLIS, new RetryForever(RETRY_MILLIS));
                LeaderLatch latch = new LeaderLatch(client, Store.queue(arguments[1]))) {
            client.start();
            LatchWorker worker = new LatchWorker(client, latch);
            new Sampler(file, () -> worker.present).start();
            latch.addListener(worker);
            latch.start();
            while (System.in.read() >= 0) {
                // Whatever is said, it stands until the parent has gone.
            }
        }
    }

    @Override
    public void isLeader() {
        Led led = new Led(token());
        present = Optional.of(led);
        WorkerMessage.now(Kind.ELECTED, led.token(), "").say();
    }

    @Override
    public void notLeader() {
        long token = present.map(Sampler.Subject::token).orElse(0L);
        present = Optional.empty();
        WorkerMessage.now(Kind.LOST, token, "notLeader").say();
    }

    private long token() {
        try {
            return client.checkExists().forPath(latch.getOurPath()).getCzxid();
        } catch (Exception e) {
            throw new IllegalStateException("the node of the latch cannot be read", e);
        }
    }

    /** One leadership of the latch: the next one must not count as this. */
    private final class Led implements Sampler.Subject {

        private final long token;

        Led(long token) {
            this.token = token;
        }

        @Override
        public long token() {
            return token;
        }

        @Override
        public boolean isHeld() {
            return present.filter(now -> now == this).isPresent() && latch.hasLeadership();
        }
    }
}
