// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import io.baton.spi.SessionRequest;
import io.baton.spi.support.Backoff;
import io.baton.spi.support.Strand;
import io.baton.zookeeper.internal.client.AclPolicy;
import io.baton.zookeeper.internal.client.AsyncZooKeeper;
import io.baton.zookeeper.internal.client.CuratorClient;
import io.baton.zookeeper.internal.client.TransactionAnswer;
import io.baton.zookeeper.internal.client.ZooKeeperErrors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher;

/** Opens a session of Baton: waits for the connection, then creates its fence and its heartbeat node and watches the fence. */
public final class SessionOpener {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final byte[] NOTHING = {};

    private final CuratorClient curatorClient;
    private final Strand strand;
    private final ZNodePaths paths;
    private final SessionRequest request;
    private final Outcome outcome;
    private final String tag = SessionName.randomTag();
    private final Backoff pauses;
    private AclPolicy permissions;
    private Optional<SessionContext> begun = Optional.empty();
    private boolean over;

    public SessionOpener(CuratorClient curatorClient, Terms terms, Outcome outcome) {
        this.curatorClient = curatorClient;
        this.strand = terms.strand();
        this.paths = terms.paths();
        this.request = terms.request();
        this.permissions = terms.permissions();
        this.outcome = outcome;
        this.pauses = Backoff.within(request.leaseDuration(), Duration.ofMillis(250));
    }

    public void begin() {
        try {
            curatorClient.start(cause -> strand.run(() -> fail(cause)));
        } catch (IllegalArgumentException e) {
            fail(unusable(e));
            return;
        } catch (RuntimeException | Error e) {
            renew(e);
            return;
        }
        attempt();
    }

    /** Begins anew with another client: this one will never connect. */
    private void renew(Throwable cause) {
        outcome.attemptFailed(cause);
        strand.later(Duration.ofNanos(pauses.next(ThreadLocalRandom.current().nextDouble())), () -> {
            if (!over) {
                curatorClient.close();
                begin();
            }
        });
    }

    private static IllegalStateException unusable(IllegalArgumentException cause) {
        return new IllegalStateException(
                "the connect string of ZooKeeper cannot be used: " + cause.getMessage(), cause);
    }

    /** What may have been created by now. */
    public Optional<SessionContext> begun() {
        return begun;
    }

    public void stop() {
        over = true;
    }

    private void attempt() {
        if (over) {
            return;
        }
        if (!curatorClient.isUsable()) {
            fail(new IllegalStateException("the CuratorFramework is not running: start it before Baton uses it, and"
                    + " close it after Baton"));
            return;
        }
        AsyncZooKeeper asyncZooKeeper;
        try {
            asyncZooKeeper = new AsyncZooKeeper(curatorClient.handle(), strand, outcome::heard);
        } catch (IllegalArgumentException e) {
            fail(unusable(e));
            return;
        } catch (Exception | Error unreachable) {
            if (curatorClient.isBroken()) {
                renew(unreachable);
            } else {
                retry();
            }
            return;
        }
        asyncZooKeeper.exists("/", read -> connected(asyncZooKeeper, read.code()));
    }

    private void connected(AsyncZooKeeper asyncZooKeeper, Code code) {
        if (over) {
            return;
        }
        if (code == Code.OK) {
            establish(asyncZooKeeper);
        } else if (code == Code.NONODE) {
            fail(new IllegalStateException(
                    "the chroot " + curatorClient.chroot() + " of the connect string does not exist in"
                            + " ZooKeeper. Create it, or correct baton.zookeeper.connect-string"));
        } else if (ZooKeeperErrors.isRefusal(code)) {
            fail(ZooKeeperErrors.of(code, "/"));
        } else {
            retry();
        }
    }

    private void establish(AsyncZooKeeper asyncZooKeeper) {
        long id = asyncZooKeeper.sessionId();
        SessionContext context = new SessionContext(
                asyncZooKeeper, strand, paths, request, SessionName.of(id, tag), id, permissions.acl());
        begun = Optional.of(context);
        Attempt attempt = new Attempt(context);
        asyncZooKeeper.multi(
                List.of(
                        Op.create(context.ownFence(), NOTHING, context.acl(), CreateMode.EPHEMERAL),
                        Op.create(context.ownHeartbeat(), NOTHING, context.acl(), CreateMode.EPHEMERAL)),
                attempt::created);
        asyncZooKeeper.read(context.ownFence(), attempt::fenceRead);
        Watcher watcher = event -> strand.run(() -> outcome.event(event.getType(), event.getState()));
        asyncZooKeeper.addPersistentWatch(context.ownFence(), watcher, attempt::watched);
    }

    private void retry() {
        strand.later(PAUSE, this::attempt);
    }

    private void fail(Exception cause) {
        if (!over) {
            over = true;
            outcome.failed(cause);
        }
    }

    /** What an opening needs of its session. */
    public record Terms(Strand strand, ZNodePaths paths, SessionRequest request, AclPolicy permissions) {}

    /** The outcome. Exactly one of the first two methods is called. */
    public interface Outcome {
        void opened(SessionContext context, int fenceVersion);

        void failed(Exception cause);

        /** Why there is no connection yet. */
        void attemptFailed(Throwable cause);

        /** A server has answered. */
        void heard();

        /** What happens to the connection and to the fence node, from then on. */
        void event(Watcher.Event.EventType type, Watcher.Event.KeeperState state);
    }

    private final class Attempt {

        private final SessionContext context;
        private TransactionAnswer created = new TransactionAnswer(Code.SYSTEMERROR, List.of());
        private AsyncZooKeeper.Read fence = new AsyncZooKeeper.Read(Code.SYSTEMERROR, NOTHING, null);

        Attempt(SessionContext context) {
            this.context = context;
        }

        void created(TransactionAnswer result) {
            created = result;
        }

        void fenceRead(AsyncZooKeeper.Read read) {
            fence = read;
        }

        void watched(Code watched) {
            if (over) {
                return;
            }
            Code code = created.code();
            // NODEEXISTS: the reply to an earlier attempt was lost; no other session has the name.
            if (code == Code.OK || code == Code.NODEEXISTS) {
                code = fence.code() == Code.OK ? watched : fence.code();
            }
            if (code == Code.OK) {
                over = true;
                curatorClient.opened();
                outcome.opened(context, fence.requireStat().getVersion());
            } else if (created.code() == Code.NONODE) {
                context.createDirectories(this::establishAgain, this::refused);
            } else {
                refused(code);
            }
        }

        private void establishAgain() {
            connected(context.zooKeeper(), Code.OK);
        }

        private void refused(Code code) {
            if (code == Code.INVALIDACL && permissions.orOpen()) {
                permissions = AclPolicy.open();
                establishAgain();
            } else if (ZooKeeperErrors.isRefusal(code)) {
                fail(ZooKeeperErrors.of(code, context.ownFence()));
            } else {
                retry();
            }
        }
    }
}
