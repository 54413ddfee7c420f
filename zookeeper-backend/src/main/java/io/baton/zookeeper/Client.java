// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.curator.framework.api.CuratorEventType;
import org.apache.curator.framework.api.CuratorListener;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ConnectStringParser;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Curator, as far as a session needs it: it connects and reconnects, and stops when it is ours. */
final class Client {

    private static final Logger LOG = LoggerFactory.getLogger(Client.class);

    /** ZooKeeper's client waits 0.1 to 1.1 s before it connects anew, and 1 s more before the only address it knows. */
    private static final long BACK_AT_THE_ONLY_ADDRESS_NANOS = 2_100_000_000L;

    private final CuratorFramework curator;
    private final Optional<Handles> own;
    private @Nullable CuratorListener listener;
    private volatile @Nullable Thread closing;

    private Client(CuratorFramework curator, Optional<Handles> own) {
        this.curator = curator;
        this.own = own;
    }

    /** One that is started and closed here, with the handles that it makes. */
    static Client own(CuratorFramework curator, Handles handles) {
        return new Client(curator, Optional.of(handles));
    }

    /** One that somebody else starts and closes. */
    static Client given(CuratorFramework curator) {
        return new Client(curator, Optional.empty());
    }

    boolean isOwn() {
        return own.isPresent();
    }

    /** @param authFailed runs when a login has failed; ZooKeeper's client may go on unauthenticated after that */
    void start(Runnable authFailed) {
        CuratorListener created = (client, event) -> {
            if (isAuthFailure(event)) {
                authFailed.run();
            }
        };
        listener = created;
        curator.getCuratorListenable().addListener(created);
        if (isOwn()) {
            curator.start();
        }
    }

    boolean isUsable() {
        return curator.getState() == CuratorFrameworkState.STARTED;
    }

    /** The handle of the moment, which Curator replaces when its session has expired. */
    ZooKeeper handle() throws Exception {
        return curator.getZookeeperClient().getZooKeeper();
    }

    /** What the server puts before every path; nothing if the connect string cannot be read. */
    String chroot() {
        return servers()
                .flatMap(servers -> Optional.ofNullable(servers.getChrootPath()))
                .orElse("");
    }

    /**
     * Whether a silent server is better left than waited for: when there is another one, or time to connect anew to the
     * only address, behind which another server or a healthier path may be.
     */
    boolean isBetterLeft(long nanosLeft) {
        return nanosLeft > BACK_AT_THE_ONLY_ADDRESS_NANOS
                || servers()
                        .filter(known -> known.getServerAddresses().size() == 1)
                        .isEmpty();
    }

    private Optional<ConnectStringParser> servers() {
        try {
            return Optional.of(
                    new ConnectStringParser(curator.getZookeeperClient().getCurrentConnectionString()));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Deletes a node whenever there is a connection, as long as the session stands. */
    void deleteLater(String path) {
        if (!isUsable()) {
            return;
        }
        try {
            curator.usingNamespace(null).delete().guaranteed().inBackground().forPath(path);
        } catch (Exception e) {
            LOG.warn("{} stays until the session of the CuratorFramework ends", path, e);
        }
    }

    void close() {
        if (listener != null) {
            curator.getCuratorListenable().removeListener(listener);
        }
        own.ifPresent(handles -> {
            closing = Thread.currentThread();
            curator.close();
            handles.close();
            closing = null;
        });
    }

    /**
     * Lets a {@link #close()} that is under way in another thread end without an answer. ZooKeeper's client waits for a
     * silent server for as long as it is connected to it, and to be connected for as long as the session timeout.
     */
    void hurry() {
        Thread waiting = closing;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    private static boolean isAuthFailure(CuratorEvent event) {
        return event.getType() == CuratorEventType.WATCHED
                && event.getWatchedEvent().getState() == KeeperState.AuthFailed;
    }
}
