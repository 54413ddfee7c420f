// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.ElectorOptions.OnDrainTimeout;
import io.baton.ElectorOptions.OnTaskFailure;
import io.baton.internal.config.DurationFormat;
import io.baton.internal.config.Settings;
import io.baton.internal.config.SettingsReader;
import io.baton.internal.config.WorkThreads;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Each mistake has an error of its own that names the key and says what to do. */
class ConfigurationErrorsTest {

    private static final Duration LEASE = Duration.ofSeconds(10);

    private static void refused(Map<String, String> configuration, String... inMessage) {
        assertThatThrownBy(() -> new SettingsReader(configuration).read(LEASE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(inMessage);
    }

    @Test
    void withoutKeysTheDefaultsHold() {
        Settings settings = new SettingsReader(Map.of()).read(LEASE);
        assertThat(settings.leaseDuration()).isEqualTo(LEASE);
        assertThat(settings.requestTimeout()).isEqualTo(Duration.ofMillis(2500));
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.requireConnection()).isTrue();
        assertThat(settings.clockMargin()).isEqualTo(0.01);
        assertThat(settings.electors().drainTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.electors().onDrainTimeout()).isEqualTo(OnDrainTimeout.KEEP);
        assertThat(settings.candidate().id()).isNotBlank();
    }

    @Test
    void everyKeyIsRead() {
        Settings settings = new SettingsReader(Map.of(
                        "baton.lease-duration", "4s",
                        "baton.request-timeout", "500ms",
                        "baton.connect-timeout", "PT2S",
                        "baton.require-connection", "false",
                        "baton.clock-margin", "0.05",
                        "baton.candidate-id", "pod-7",
                        "baton.attributes.address", "10.0.0.7:8080",
                        "baton.resign-backoff", "2m",
                        "baton.drain-timeout", "1h",
                        "baton.on-drain-timeout", "release"))
                .read(LEASE);
        assertThat(settings.leaseDuration()).isEqualTo(Duration.ofSeconds(4));
        assertThat(settings.requestTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.requireConnection()).isFalse();
        assertThat(settings.clockMargin()).isEqualTo(0.05);
        assertThat(settings.candidate().attributes()).containsEntry("address", "10.0.0.7:8080");
        assertThat(settings.electors().resignBackoff()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.electors().drainTimeout()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.electors().onDrainTimeout()).isEqualTo(OnDrainTimeout.RELEASE);
    }

    @Test
    void relationsBetweenDurationsAreCheckedByName() {
        refused(Map.of("baton.lease-duration", "10ms"), "baton.lease-duration", "10ms", "between 100ms");
        refused(
                Map.of("baton.lease-duration", "4s", "baton.request-timeout", "3s"),
                "baton.request-timeout (3s)",
                "baton.lease-duration (4s)",
                "at most 2s");
        refused(
                Map.of("baton.connect-timeout", "1s", "baton.request-timeout", "2s"),
                "baton.connect-timeout (1s)",
                "raise the first");
        refused(Map.of("baton.request-timeout", "1ms"), "baton.request-timeout", "at least 10ms");
        refused(Map.of("baton.clock-margin", "0.9"), "baton.clock-margin", "between 0 and 0.5");
        refused(Map.of("baton.clock-margin", "-0.1"), "baton.clock-margin");
        refused(Map.of("baton.resign-backoff", "PT-1S"), "baton.resign-backoff", "zero or a positive duration");
        refused(Map.of("baton.drain-timeout", "PT-1S"), "baton.drain-timeout");
    }

    @Test
    void valuesThatCannotBeReadNameTheirKey() {
        refused(Map.of("baton.lease-duration", "ten"), "baton.lease-duration is 'ten'", "500ms, 10s, 2m or PT10S");
        refused(Map.of("baton.require-connection", "yes"), "baton.require-connection is 'yes'", "true or false");
        refused(Map.of("baton.clock-margin", "1%"), "baton.clock-margin is '1%'");
        refused(Map.of("baton.on-drain-timeout", "wait"), "baton.on-drain-timeout is 'wait'", "keep or release");
        refused(Map.of("baton.on-task-failure", "stop"), "baton.on-task-failure is 'stop'", "resign or keep");
        refused(Map.of("baton.candidate-id", " "), "candidate id");
        refused(Map.of("baton.candidate-id", "pod-\uD800"), "baton.candidate-id", "unpaired surrogate");
        refused(Map.of("baton.drain-timeout", "999999999999999999h"), "baton.drain-timeout is '9", "not a duration");
        refused(Map.of("baton.resign-backoff", "PT99999999999999999999S"), "baton.resign-backoff", "not a duration");
    }

    @Test
    void howTasksRunAndProcessesStopIsRead() {
        SettingsReader defaults = new SettingsReader(Map.of());
        assertThat(defaults.closeOnShutdown()).isFalse();
        assertThat(defaults.workThreads()).isSameAs(WorkThreads.PLATFORM);
        assertThat(defaults.read(LEASE).electors().onTaskFailure()).isEqualTo(OnTaskFailure.RESIGN);
        SettingsReader set = new SettingsReader(Map.of(
                "baton.close-on-shutdown", "true",
                "baton.work-threads", "Platform ",
                "baton.on-task-failure", "keep"));
        assertThat(set.closeOnShutdown()).isTrue();
        assertThat(set.workThreads()).isSameAs(WorkThreads.PLATFORM);
        assertThat(set.read(LEASE).electors().onTaskFailure()).isEqualTo(OnTaskFailure.KEEP);
        assertThatThrownBy(() -> new SettingsReader(Map.of("baton.work-threads", "green")).workThreads())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("baton.work-threads is 'green'", "platform or virtual");
        assertThatThrownBy(() -> new SettingsReader(Map.of("baton.close-on-shutdown", "1")).closeOnShutdown())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("baton.close-on-shutdown is '1'", "true or false");
    }

    @Test
    void aDurationThatNoClockCanCountStillHasAMeaning() {
        String longest = Duration.ofSeconds(Long.MAX_VALUE).toString();
        Settings settings = new SettingsReader(Map.of(
                        "baton.connect-timeout", longest,
                        "baton.drain-timeout", longest,
                        "baton.resign-backoff", longest))
                .read(LEASE);
        assertThat(settings.timing(settings.electors()).drainTimeout())
                .isEqualTo(DurationFormat.LONGEST.toNanos())
                .isEqualTo(settings.timing(settings.electors()).resignBackoff());
        refused(Map.of("baton.lease-duration", longest), "baton.lease-duration is " + longest, "between 100ms and 24h");
        refused(Map.of("baton.request-timeout", longest), "baton.request-timeout (" + longest + ")");
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestKnownOne() {
        assertThatThrownBy(() -> Baton.connect(Map.of("baton.lease-durration", "4s")))
                .hasMessage("unknown key baton.lease-durration; nearest known key: baton.lease-duration");
    }

    @Test
    void keysOfOthersAreIgnored() {
        assertThatThrownBy(() -> Baton.connect(Map.of("spring.application.name", "billing")))
                .hasMessageContaining("baton.backend is not set");
    }

    @Test
    void aMissingJarIsNamed() {
        Properties properties = new Properties();
        properties.setProperty("baton.backend", "etcd");
        properties.setProperty("baton.etcd.endpoints", "http://127.0.0.1:2379");
        assertThatThrownBy(() -> Baton.connect(properties))
                .hasMessageContainingAll("its jar is missing", "io.baton:baton-etcd-backend");
    }

    @Test
    void anUnknownBackendIsRefused() {
        assertThatThrownBy(() -> Baton.connect(Map.of("baton.backend", "zk")))
                .hasMessageContainingAll(
                        "baton.backend is 'zk', which no backend is called", "none is on the class path");
    }
}
