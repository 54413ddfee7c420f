// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.baton.examples.storage.cluster.ClusterSettings;
import io.baton.examples.storage.load.LoadPlan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LauncherOptionsTest {

    @Test
    void withoutOptionsThreeInstancesRunOverRaftUntilTheyAreStopped() {
        LauncherOptions options = LauncherOptions.parse(List.of());
        assertThat(options.cluster()).isEqualTo(ClusterSettings.of("raft"));
        assertThat(options.load()).isEmpty();
    }

    @Test
    void theLoadHasTenThousandWritesAndTenKillsUnlessToldOtherwise() {
        assertThat(LauncherOptions.parse(List.of("--load")).load())
                .contains(new LoadPlan(10_000, 10, true, Duration.ofSeconds(5)));
        assertThat(LauncherOptions.parse(
                                List.of("--load", "--writes=60", "--kills=2", "--freezes=false", "--kill-every=3s"))
                        .load())
                .contains(new LoadPlan(60, 2, false, Duration.ofSeconds(3)));
    }

    @Test
    void aDatabaseIsGivenByItsUrl() {
        String url = "jdbc:postgresql://127.0.0.1/storage?user=a&password=b=c";
        assertThat(LauncherOptions.parse(List.of("--database=" + url)).cluster().database())
                .contains(url);
    }

    @Test
    void whatCannotBeUnderstoodIsRefused() {
        for (String wrong : List.of("--backends=raft", "load", "--instances=many", "--instances=0")) {
            assertThatIllegalArgumentException().isThrownBy(() -> LauncherOptions.parse(List.of(wrong)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LauncherOptions.parse(List.of("--load", "--kill-every=10ms")));
    }
}
