// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.baton.etcd.internal.client.ClusterHistory;
import io.baton.etcd.internal.client.VersionWarning;
import io.baton.etcd.internal.client.settings.ClientSettings;
import io.baton.etcd.internal.session.KeyPaths;
import io.baton.etcd.internal.session.SessionLifecycle;
import io.baton.etcd.internal.session.SkippedKeys;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Elections in etcd 3.4 or later. Thread-safe. */
final class EtcdBackend implements ElectionBackend {

    static final String NAME = "etcd";

    private static final Duration DEFAULT_LEASE = Duration.ofSeconds(5);

    private final ClientSettings clientSettings;
    private final KeyPaths keyPaths;
    private final ClusterHistory history = new ClusterHistory();
    private final VersionWarning versions = new VersionWarning();
    private final SkippedKeys skippedKeys = new SkippedKeys();
    private volatile @Nullable EtcdSession session;

    EtcdBackend(ClientSettings clientSettings, KeyPaths keyPaths) {
        this.clientSettings = clientSettings;
        this.keyPaths = keyPaths;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration defaultLeaseDuration() {
        return DEFAULT_LEASE;
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        EtcdSession opened = new EtcdSession(
                new SessionLifecycle.Terms(clientSettings, keyPaths, history, versions, skippedKeys), request, facts);
        session = opened;
        opened.open();
        return opened;
    }

    @Override
    public void close() {
        EtcdSession open = session;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String toString() {
        return "etcd at " + clientSettings.endpoints() + " (" + keyPaths.prefix() + ")";
    }
}
