// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.ElectorOptions;
import io.baton.ElectorOptions.OnDrainTimeout;
import io.baton.ElectorOptions.OnTaskFailure;
import io.baton.internal.Connector;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys of one election: what they set, what they leave as it is, and what is refused. */
class ElectionSettingsTest {

    private static ElectionSettings read(Map<String, String> configuration) {
        return new SettingsReader(configuration).read(Duration.ofSeconds(10)).elections();
    }

    private static void refused(Map<String, String> configuration, String... inMessage) {
        assertThatThrownBy(() -> read(configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(inMessage);
    }

    @Test
    void anElectionHasItsOwnOptions() {
        ElectorOptions options = read(Map.of(
                        "baton.elections.billing.resign-backoff", "3s",
                        "baton.elections.billing.drain-timeout", "1m",
                        "baton.elections.billing.on-drain-timeout", "release",
                        "baton.elections.billing.on-task-failure", "keep"))
                .options("billing");
        assertThat(options)
                .isEqualTo(ElectorOptions.DEFAULTS
                        .withResignBackoff(Duration.ofSeconds(3))
                        .withDrainTimeout(Duration.ofMinutes(1), OnDrainTimeout.RELEASE)
                        .withOnTaskFailure(OnTaskFailure.KEEP));
    }

    @Test
    void whatAnElectionDoesNotSetIsAsForAllOthers() {
        ElectionSettings settings = read(Map.of(
                "baton.drain-timeout", "20s",
                "baton.on-drain-timeout", "release",
                "baton.on-task-failure", "keep",
                "baton.elections.billing.on-task-failure", "resign"));
        assertThat(settings.options("billing"))
                .isEqualTo(settings.defaults().withOnTaskFailure(OnTaskFailure.RESIGN))
                .isNotEqualTo(settings.defaults());
        assertThat(settings.options("reports")).isEqualTo(settings.defaults());
    }

    @Test
    void aNameIsAllBeforeTheLastDot() {
        ElectionSettings settings = read(Map.of(
                "baton.elections.jobs.nightly.drain-timeout", "1s",
                "baton.elections.drain-timeout.drain-timeout", "2s",
                "baton.elections. .drain-timeout", "3s"));
        assertThat(settings.options("jobs.nightly").drainTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.options("drain-timeout").drainTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.options(" ").drainTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.options("jobs")).isEqualTo(settings.defaults());
    }

    @Test
    void aValueThatDoesNotFitNamesItsWholeKey() {
        refused(Map.of("baton.elections.a.drain-timeout", "soon"), "baton.elections.a.drain-timeout is 'soon'");
        refused(Map.of("baton.elections.a.drain-timeout", "PT-1S"), "baton.elections.a.drain-timeout", "positive");
        refused(Map.of("baton.elections.a.resign-backoff", "PT-1S"), "baton.elections.a.resign-backoff", "positive");
        refused(Map.of("baton.elections.a.on-task-failure", "stop"), "baton.elections.a.on-task-failure is 'stop'");
        String longName = "x".repeat(256);
        refused(Map.of("baton.elections." + longName + ".drain-timeout", "1s"), longName, "between 1 and 255");
    }

    @Test
    void anUnknownKeyOfAnElectionIsRefusedWithTheNearestKnownOne() {
        assertThatThrownBy(() -> Baton.connect(Map.of("baton.elections.billing.drain-timout", "4s")))
                .hasMessage("unknown key baton.elections.billing.drain-timout; nearest known key:"
                        + " baton.elections.billing.drain-timeout");
        assertThatThrownBy(() -> Baton.connect(Map.of("baton.elections.drain-timeout", "4s")))
                .hasMessageContaining("unknown key baton.elections.drain-timeout; nearest known key: baton.");
        assertThatThrownBy(() -> Baton.connect(Map.of("baton.elections..drain-timeout", "4s")))
                .hasMessageContaining("unknown key baton.elections..drain-timeout");
    }

    @Test
    void theListOfKeysHasWhatIsRead() {
        assertThat(Connector.keys())
                .hasSize(18)
                .contains(
                        "baton.backend",
                        "baton.lease-duration",
                        "baton.drain-timeout",
                        "baton.work-threads",
                        "baton.attributes.*",
                        "baton.elections.*.resign-backoff",
                        "baton.elections.*.drain-timeout",
                        "baton.elections.*.on-drain-timeout",
                        "baton.elections.*.on-task-failure");
    }
}
