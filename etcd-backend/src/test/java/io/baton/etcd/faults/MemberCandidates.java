// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import io.baton.etcd.server.EtcdCluster;
import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.Worker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One candidate for each member of a cluster, which reaches no other member. To be used by one thread. */
final class MemberCandidates {

    private final EtcdCluster cluster;
    private final ProcessElection processElection;
    private final Map<Worker, EtcdServer> members = new HashMap<>();

    MemberCandidates(EtcdCluster cluster, ProcessElection processElection) {
        this.cluster = cluster;
        this.processElection = processElection;
        cluster.members().forEach(member -> members.put(processElection.join(member.endpoint()), member));
    }

    /** The leadership when all candidates are in the queue. */
    Term leader() {
        awaitAll();
        return processElection.term();
    }

    /** The leadership of the candidate at that member, with all candidates in the queue. */
    Term leaderAt(EtcdServer member) {
        Term term = leader();
        while (members.get(term.worker()) != member) {
            term.worker().resign();
            term = processElection.termAfter(term);
        }
        awaitAll();
        return term;
    }

    /** The members but one. */
    List<EtcdServer> others(EtcdServer member) {
        return cluster.members().stream().filter(other -> other != member).toList();
    }

    private void awaitAll() {
        cluster.members().forEach(EtcdServer::awaitServing);
        try (Store store = Store.at(cluster.member(0))) {
            store.awaitPlaces(processElection.election(), members.size());
        }
    }
}
