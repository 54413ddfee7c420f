// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import io.baton.spi.ElectionName;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths of all nodes in the store. Encoded election names contain no dot, so that no election's directory collides with
 * the directories of the protocol.
 *
 * @param root the root with the namespace before it; begins with a slash and does not end with one
 */
public record ZNodePaths(String root) {

    private static final String FENCES = "/.fence";
    private static final String HEARTBEATS = "/.sign";
    private static final String FLOORS = "/.floor";
    private static final String BIDS = "/.bids";
    private static final String LEADER_RECORDS = "/.office";

    public String fence(String session) {
        return root + FENCES + "/" + session;
    }

    public String heartbeat(String session) {
        return root + HEARTBEATS + "/" + session;
    }

    public String floor(ElectionName election) {
        return root + FLOORS + "/" + election.encoded();
    }

    public String leaderRecord(ElectionName election) {
        return root + LEADER_RECORDS + "/" + election.encoded();
    }

    /** The directory of the bids that await the releases of a session. */
    public String bids(String session) {
        return root + BIDS + "/" + session;
    }

    /** The bid that awaits the release of one election by a session. */
    public String bid(String session, ElectionName election) {
        return bids(session) + "/" + election.encoded();
    }

    /** The queue; the path that a Curator {@code LeaderLatch} of the same election is made with. */
    public String queue(ElectionName election) {
        return root + "/" + election.encoded();
    }

    /** What has to exist before anything else, in the order of creation. */
    List<String> parents() {
        List<String> parents = new ArrayList<>();
        for (int slash = root.indexOf('/', 1); slash > 0; slash = root.indexOf('/', slash + 1)) {
            parents.add(root.substring(0, slash));
        }
        parents.addAll(
                List.of(root, root + FENCES, root + HEARTBEATS, root + FLOORS, root + BIDS, root + LEADER_RECORDS));
        return parents;
    }
}
