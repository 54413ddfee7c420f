// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why no server can be asked, while none can, and keeps the reason. For the strand only, but for {@link #lastFailure}
 * and {@link #server}.
 */
public final class ConnectionDiagnosis {

    private static final AsyncLogger LOG = AsyncLogger.of(ConnectionDiagnosis.class);

    /** A connection is usually made in less. */
    private static final Duration FIRST = Duration.ofMillis(250);

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final CuratorClient curatorClient;
    private final Strand strand;
    private final BooleanSupplier needed;
    private volatile @Nullable Throwable lastFailure;
    private volatile @Nullable String server;
    private @Nullable ConnectionProbe probe;
    private boolean begun;

    /** A diagnosis that has not begun. It is needed while no server can be asked. */
    public ConnectionDiagnosis(CuratorClient curatorClient, Strand strand, BooleanSupplier needed) {
        this.curatorClient = curatorClient;
        this.strand = strand;
        this.needed = needed;
    }

    public Optional<Throwable> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** The server that is or was asked. */
    public Optional<String> server() {
        return Optional.ofNullable(server).or(curatorClient::serverTried);
    }

    /** The connection is being given up. */
    public void leftServer() {
        LOG.debug(
                "The connection to the ZooKeeper server {} is closed, since it does not answer; another one is made",
                server().orElse("(unknown)"));
    }

    /** No server can be asked any more, or none yet. */
    public void begin() {
        if (!begun) {
            begun = true;
            strand.later(FIRST, this::look);
        }
    }

    /** What the backend has found out itself. */
    public void found(Throwable cause) {
        lastFailure = cause;
    }

    public void connected(AsyncZooKeeper zooKeeper) {
        lastFailure = null;
        curatorClient.serverTried().or(zooKeeper::server).ifPresent(known -> server = known);
    }

    /** Leaves no thread and no socket. */
    public void end() {
        if (probe != null) {
            probe.close();
        }
    }

    private void look() {
        if (!needed.getAsBoolean()) {
            begun = false;
            return;
        }
        end();
        curatorClient.probe().ifPresentOrElse(this::look, () -> lastFailure = curatorClient.unreachable());
        strand.later(PAUSE, this::look);
    }

    private void look(ConnectionProbe fresh) {
        probe = fresh;
        fresh.begin(cause -> strand.run(() -> {
            if (needed.getAsBoolean()) {
                lastFailure = cause;
                LOG.debug("No ZooKeeper server can be asked: {}", String.valueOf(cause.getMessage()));
            }
        }));
    }
}
