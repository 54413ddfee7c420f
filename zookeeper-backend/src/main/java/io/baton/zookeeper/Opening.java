// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.SessionRequest;
import io.baton.spi.support.Backoff;
import io.baton.spi.support.Strand;
import io.baton.zookeeper.Wire.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher;

/** The way from a client to a session of Baton: connected, permitted, with its fence and its sign in the store. */
final class Opening {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final byte[] NOTHING = {};

    private final Client client;
    private final Strand strand;
    private final Layout layout;
    private final SessionRequest request;
    private final Outcome outcome;
    private final String tag = SessionName.randomTag();
    private final Backoff pauses;
    private Permissions permissions;
    private Optional<Link> begun = Optional.empty();
    private boolean over;

    Opening(Client client, Terms terms, Outcome outcome) {
        this.client = client;
        this.strand = terms.strand();
        this.layout = terms.layout();
        this.request = terms.request();
        this.permissions = terms.permissions();
        this.outcome = outcome;
        this.pauses = Backoff.within(request.leaseDuration(), Duration.ofMillis(250));
    }

    void begin() {
        try {
            client.start(cause -> strand.run(() -> fail(cause)));
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
        outcome.trouble(cause);
        strand.later(Duration.ofNanos(pauses.next(ThreadLocalRandom.current().nextDouble())), () -> {
            if (!over) {
                client.close();
                begin();
            }
        });
    }

    private static IllegalStateException unusable(IllegalArgumentException cause) {
        return new IllegalStateException(
                "the connect string of ZooKeeper cannot be used: " + cause.getMessage(), cause);
    }

    /** What may have been created by now. */
    Optional<Link> begun() {
        return begun;
    }

    void stop() {
        over = true;
    }

    private void attempt() {
        if (over) {
            return;
        }
        if (!client.isUsable()) {
            fail(new IllegalStateException("the CuratorFramework is not running: start it before Baton uses it, and"
                    + " close it after Baton"));
            return;
        }
        Wire wire;
        try {
            wire = new Wire(client.handle(), strand, outcome::heard);
        } catch (IllegalArgumentException e) {
            fail(unusable(e));
            return;
        } catch (Exception | Error unreachable) {
            if (client.isBroken()) {
                renew(unreachable);
            } else {
                retry();
            }
            return;
        }
        wire.exists("/", null, read -> connected(wire, read.code()));
    }

    private void connected(Wire wire, Code code) {
        if (over) {
            return;
        }
        if (code == Code.OK) {
            establish(wire);
        } else if (code == Code.NONODE) {
            fail(new IllegalStateException("the chroot " + client.chroot() + " of the connect string does not exist in"
                    + " ZooKeeper. Create it, or correct baton.zookeeper.connect-string"));
        } else if (Trouble.isRefusal(code)) {
            fail(Trouble.of(code, "/"));
        } else {
            retry();
        }
    }

    private void establish(Wire wire) {
        long id = wire.sessionId();
        Link link = new Link(wire, strand, layout, request, SessionName.of(id, tag), id, permissions.acl());
        begun = Optional.of(link);
        Attempt attempt = new Attempt(link);
        wire.multi(
                List.of(
                        Op.create(link.ownFence(), NOTHING, link.acl(), CreateMode.EPHEMERAL),
                        Op.create(link.ownSign(), NOTHING, link.acl(), CreateMode.EPHEMERAL)),
                result -> attempt.created = result);
        wire.read(link.ownFence(), read -> attempt.fence = read);
        Watcher watcher = event -> strand.run(() -> outcome.event(event.getType(), event.getState()));
        wire.addPersistentWatch(link.ownFence(), watcher, attempt::watched);
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

    /** What a session is opened with. */
    record Terms(Strand strand, Layout layout, SessionRequest request, Permissions permissions) {}

    /** The outcome. Exactly one of the first two methods is called. */
    interface Outcome {
        void opened(Link link, int fenceVersion);

        void failed(Exception cause);

        /** Why there is no connection yet. */
        void trouble(Throwable cause);

        /** A server has answered. */
        void heard();

        /** What happens to the connection and to the fence node, from then on. */
        void event(Watcher.Event.EventType type, Watcher.Event.KeeperState state);
    }

    private final class Attempt {

        private final Link link;
        private Transaction created = new Transaction(Code.SYSTEMERROR, List.of());
        private Wire.Read fence = new Wire.Read(Code.SYSTEMERROR, NOTHING, null);

        Attempt(Link link) {
            this.link = link;
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
                client.opened();
                outcome.opened(link, fence.requireStat().getVersion());
            } else if (created.code() == Code.NONODE) {
                Parents.create(link, () -> connected(link.wire(), Code.OK), this::refused);
            } else {
                refused(code);
            }
        }

        private void refused(Code code) {
            if (code == Code.INVALIDACL && permissions.orOpen()) {
                permissions = Permissions.open();
                connected(link.wire(), Code.OK);
            } else if (Trouble.isRefusal(code)) {
                fail(Trouble.of(code, link.ownFence()));
            } else {
                retry();
            }
        }
    }
}
