// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.etcd.jetcd.api.ResponseHeader;
import org.junit.jupiter.api.Test;

class ClusterHistoryTest {

    private static final long CLUSTER = 7;

    private final ClusterHistory history = new ClusterHistory();

    private static ResponseHeader answer(long cluster, long revision) {
        return ResponseHeader.newBuilder()
                .setClusterId(cluster)
                .setRevision(revision)
                .build();
    }

    @Test
    void answersThatOvertakeEachOtherAreNoContradiction() {
        assertThat(history.saw(answer(CLUSTER, 10), 0)).isEmpty();
        long known = history.revision();
        assertThat(history.saw(answer(CLUSTER, 12), known)).isEmpty();
        assertThat(history.saw(answer(CLUSTER, 11), known)).isEmpty();
        assertThat(history.revision()).isEqualTo(12);
    }

    @Test
    void aKeepAliveOfAMemberThatLagsIsNoContradiction() {
        assertThat(history.saw(answer(CLUSTER, 10), 0)).isEmpty();
        assertThat(history.note(answer(CLUSTER, 3))).isEmpty();
        assertThat(history.revision()).isEqualTo(10);
    }

    @Test
    void whatAProxySaysByItselfIsOfNoCluster() {
        assertThat(history.note(answer(CLUSTER, 10))).isEmpty();
        assertThat(history.note(answer(0, 10))).isEmpty();
        assertThat(history.note(answer(CLUSTER, 10))).isEmpty();
    }

    @Test
    void aSmallerRevisionThanWasKnownIsOneForEver() {
        assertThat(history.saw(answer(CLUSTER, 10), 0)).isEmpty();
        assertThat(history.saw(answer(CLUSTER, 9), 10))
                .hasValueSatisfying(why ->
                        assertThat(why).hasMessageContainingAll("revision 9", "seen 10", "restored or replaced"));
        assertThat(history.saw(answer(CLUSTER, 50), 10)).isPresent();
        assertThat(history.contradiction()).isPresent();
    }

    @Test
    void anotherClusterIsOne() {
        assertThat(history.note(answer(CLUSTER, 10))).isEmpty();
        assertThat(history.note(answer(255, 20)))
                .hasValueSatisfying(
                        why -> assertThat(why).hasMessageContainingAll("the id ff", "seen 7", "restored or replaced"));
    }
}
