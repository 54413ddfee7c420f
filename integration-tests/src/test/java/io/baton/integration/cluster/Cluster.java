// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import io.baton.testkit.chaos.ChaosFault;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A store of three servers that can be broken. To be used by one thread. */
interface Cluster extends AutoCloseable {

    /** What {@code Baton.connect} is given to reach all servers. */
    Map<String, String> configuration();

    /** Always the same, in the same order. */
    List<ClusterServer> servers();

    /** What may happen to the network between the servers, or to the one between them and the candidates; none where it cannot be broken. */
    List<ChaosFault> networkFaults(Random random);

    /** What the servers have said last, for the message of a test that fails. */
    String account();

    /** Ends all servers, and deletes their data. */
    @Override
    void close();
}
