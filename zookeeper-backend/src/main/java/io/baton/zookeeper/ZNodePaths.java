// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.ElectionName;
import java.util.ArrayList;
import java.util.List;

/**
 * Where things lie in the store. Encoded election names contain no dot, so that no election's directory collides with
 * the directories of the protocol.
 *
 * @param root the root with the namespace before it; begins with a slash and does not end with one
 */
record ZNodePaths(String root) {

    private static final String FENCES = "/.fence";
    private static final String SIGNS = "/.sign";
    private static final String FLOORS = "/.floor";
    private static final String OFFICES = "/.office";

    String fence(String session) {
        return root + FENCES + "/" + session;
    }

    String sign(String session) {
        return root + SIGNS + "/" + session;
    }

    String floor(ElectionName election) {
        return root + FLOORS + "/" + election.encoded();
    }

    String office(ElectionName election) {
        return root + OFFICES + "/" + election.encoded();
    }

    /** The queue; the path that a Curator {@code LeaderLatch} of the same election is made with. */
    String queue(ElectionName election) {
        return root + "/" + election.encoded();
    }

    /** What has to exist before anything else, in the order of creation. */
    List<String> parents() {
        List<String> parents = new ArrayList<>();
        for (int slash = root.indexOf('/', 1); slash > 0; slash = root.indexOf('/', slash + 1)) {
            parents.add(root.substring(0, slash));
        }
        parents.addAll(List.of(root, root + FENCES, root + SIGNS, root + FLOORS, root + OFFICES));
        return parents;
    }
}
