// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.curator.framework.api.CuratorEventType;
import org.apache.curator.framework.api.CuratorListener;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.ZooKeeper.States;
import org.apache.zookeeper.client.ConnectStringParser;
import org.jspecify.annotations.Nullable;

/** Curator, as far as a session needs it: it connects and reconnects, and is made and closed here when it is ours. */
public final class CuratorClient {

    /** ZooKeeper's client waits 0.1 to 1.1 s before it connects anew, and 1 s more before the only address it knows. */
    private static final long BACK_AT_THE_ONLY_ADDRESS_NANOS = 2_100_000_000L;

    private static final Pattern REMOTE = Pattern.compile("remoteserver:([^/\\s]*)/(\\S+?):(\\d+)(\\s|$)");

    private final Optional<OwnClients> own;
    private @Nullable CuratorFramework curator;
    private @Nullable TrackedZooKeeperFactory trackedZooKeeperFactory;
    private @Nullable CuratorListener listener;
    private volatile @Nullable Thread closing;

    private CuratorClient(Optional<OwnClients> own, @Nullable CuratorFramework given) {
        this.own = own;
        curator = given;
    }

    /** One that is made, started and closed here. */
    public static CuratorClient own(OwnClients clients) {
        return new CuratorClient(Optional.of(clients), null);
    }

    /** One that the application starts and closes. */
    public static CuratorClient given(CuratorFramework curator) {
        return new CuratorClient(Optional.empty(), curator);
    }

    public boolean isOwn() {
        return own.isPresent();
    }

    CuratorFramework curator() {
        CuratorFramework present = curator;
        if (present == null) {
            throw new IllegalStateException("the client is not started");
        }
        return present;
    }

    /**
     * Starts it, or another one in its place.
     *
     * @param refused hears of a login that is of no use; ZooKeeper's client goes on unauthenticated if only the login of
     *     this process has failed, which is a refusal only where that login was asked for
     */
    public void start(Consumer<Exception> refused) {
        if (own.isPresent()) {
            TrackedZooKeeperFactory fresh =
                    new TrackedZooKeeperFactory(own.get().attempts());
            trackedZooKeeperFactory = fresh;
            curator = own.get().create(fresh);
        }
        CuratorListener created = (client, event) -> {
            if (isAuthFailure(event)) {
                judge(refused);
            }
        };
        listener = created;
        curator().getCuratorListenable().addListener(created);
        if (isOwn()) {
            curator().start();
        }
    }

    private void judge(Consumer<Exception> refused) {
        Optional<String> requiredLogin = own.flatMap(OwnClients::requiredLogin);
        if (isAuthRefused()) {
            refused.accept(ZooKeeperErrors.of(Code.AUTHFAILED, "/"));
        } else if (requiredLogin.isPresent()) {
            refused.accept(ZooKeeperErrors.loginFailed(requiredLogin.get()));
        }
    }

    private boolean isAuthRefused() {
        TrackedZooKeeperFactory made = trackedZooKeeperFactory;
        if (made != null) {
            return made.isAuthRefused();
        }
        try {
            return handle().getState() == States.AUTH_FAILED;
        } catch (Exception none) {
            return false;
        }
    }

    public boolean isUsable() {
        return curator().getState() == CuratorFrameworkState.STARTED;
    }

    /** Whether it will never have a handle, as when descriptors had run out: another one has to be started. */
    public boolean isBroken() {
        TrackedZooKeeperFactory made = trackedZooKeeperFactory;
        return made != null && made.isFailing();
    }

    /** The handle of the moment, which Curator replaces when its session has expired. */
    public ZooKeeper handle() throws Exception {
        return curator().getZookeeperClient().getZooKeeper();
    }

    /** What the server puts before every path; nothing if the connect string cannot be read. */
    public String chroot() {
        return servers().map(ConnectStringParser::getChrootPath).orElse("");
    }

    /**
     * Whether a silent server is better left than waited for: when there is another one, or time to connect anew to the
     * only address, behind which another server or a healthier path may be.
     */
    public boolean isBetterLeft(long nanosLeft) {
        return nanosLeft > BACK_AT_THE_ONLY_ADDRESS_NANOS || !hasOneAddress();
    }

    private boolean hasOneAddress() {
        Optional<ConnectStringParser> servers = servers();
        return servers.isPresent() && servers.get().getServerAddresses().size() == 1;
    }

    private Optional<ConnectStringParser> servers() {
        try {
            return Optional.of(new ConnectStringParser(connectString()));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private String connectString() {
        return own.isPresent()
                ? own.get().connectString()
                : curator().getZookeeperClient().getCurrentConnectionString();
    }

    /** A session was opened over it. */
    public void opened() {
        if (own.isPresent()) {
            own.get().attempts().opened();
        }
    }

    /** The server that was tried most recently, if that is known before there is a connection. */
    Optional<String> serverTried() {
        return addressTried().map(address -> address.getHostString() + ":" + address.getPort());
    }

    private Optional<InetSocketAddress> addressTried() {
        return own.map(OwnClients::attempts).flatMap(ConnectionAttempts::server);
    }

    /** The server that a handle is connected to; best effort, for what ZooKeeper's client says only as text. */
    static Optional<String> serverOf(ZooKeeper handle) {
        Matcher matcher = REMOTE.matcher(handle.toString());
        return matcher.find()
                ? Optional.of(
                        (matcher.group(1).isEmpty() ? matcher.group(2) : matcher.group(1)) + ":" + matcher.group(3))
                : Optional.empty();
    }

    /** Looks at the server that was tried most recently; nothing if that is not known here. */
    Optional<ConnectionProbe> probe() {
        Optional<InetSocketAddress> address = addressTried();
        return own.isPresent() && address.isPresent()
                ? Optional.of(new ConnectionProbe(address.get(), own.get().config()))
                : Optional.empty();
    }

    /** What is to be said if no server can be looked at. */
    Exception unreachable() {
        return new IllegalStateException(
                isOwn()
                        ? "no server of " + connectString() + " has been tried yet"
                        : "the CuratorFramework has no connection to " + connectString());
    }

    public void close() {
        CuratorFramework present = curator;
        if (present != null && listener != null) {
            present.getCuratorListenable().removeListener(listener);
        }
        TrackedZooKeeperFactory made = trackedZooKeeperFactory;
        if (present != null && made != null) {
            closing = Thread.currentThread();
            made.stop();
            try {
                present.close();
            } finally {
                made.close();
                closing = null;
            }
        }
    }

    /**
     * Lets a {@link #close()} that is under way in another thread end without an answer. ZooKeeper's client waits for a
     * silent server for as long as it is connected to it, and to be connected for as long as the session timeout.
     */
    public void hurry() {
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
