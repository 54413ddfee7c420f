// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.process.election.SampleFile;
import io.baton.testkit.process.election.Sampler;
import io.baton.testkit.process.election.WorkerMessage;
import io.baton.testkit.process.election.WorkerMessage.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;

/**
 * As a participant of Baton, but a server of Ratis that takes itself for the leader as long as {@code isLeaderReady()} says so: what the harness
 * must find two leaders with. The token is the term.
 */
final class TrustingRatis {

    private final RaftServer.Division division;
    private long elected;

    private TrustingRatis(RaftServer.Division division) {
        this.division = division;
    }

    public static void main(String[] arguments) throws IOException {
        SampleFile file = SampleFile.create(Path.of(arguments[0]));
        String id = System.getProperty("baton.raft.id", "");
        String members = System.getProperty("baton.raft.members", "");
        Path dataDir = Path.of(System.getProperty("baton.raft.data-dir", ""));
        try (RaftServer server = IdleRatis.server(id, members, dataDir)) {
            server.start();
            TrustingRatis trusting = new TrustingRatis(
                    server.getDivision(server.getGroupIds().iterator().next()));
            new Sampler(file, trusting::present).start();
            while (System.in.read() >= 0) {
                // It takes part until its parent has gone.
            }
        }
    }

    /** Asked by one thread. */
    private Optional<Sampler.Subject> present() {
        DivisionInfo info = division.getInfo();
        long term = info.getCurrentTerm();
        if (!info.isLeaderReady()) {
            return Optional.empty();
        }
        if (elected != term) {
            elected = term;
            WorkerMessage.now(Kind.ELECTED, term, "").say();
        }
        return Optional.of(new Led(division, term));
    }

    private record Led(RaftServer.Division division, long token) implements Sampler.Subject {

        @Override
        public boolean isHeld() {
            return division.getInfo().isLeaderReady() && division.getInfo().getCurrentTerm() == token;
        }
    }
}
