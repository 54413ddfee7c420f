// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.baton.testkit.fixture.Await;
import io.baton.zookeeper.server.RawClient;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.ConnectionLossException;
import org.apache.zookeeper.KeeperException.SessionExpiredException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.jspecify.annotations.Nullable;

/**
 * The user that no ACL binds, by the plain ports of an ensemble, until a server answers. All calls may be made twice. To be
 * used by one thread.
 */
final class Superuser implements AutoCloseable {

    private static final String LOGIN = "super:administrator";
    private static final Duration SESSION = Duration.ofSeconds(10);

    private final String servers;
    private @Nullable RawClient client;

    Superuser(String servers) {
        this.servers = servers;
    }

    /** What servers have to know of this user, as a system property. */
    static String digest() {
        return digest(LOGIN);
    }

    /** How the ACL of a user with a password, as in {@code user:password}, names this user. */
    static String digest(String login) {
        try {
            return DigestAuthenticationProvider.generateDigest(login);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answer of the first server that has one. */
    <T> T ask(Question<T> question) {
        return Await.until("an answer for the superuser", () -> {
            try {
                return Optional.of(question.of(connected().handle()));
            } catch (ConnectionLossException | SessionExpiredException lost) {
                close();
                return Optional.empty();
            }
        });
    }

    private RawClient connected() throws InterruptedException {
        RawClient known = client;
        if (known == null) {
            known = RawClient.connect(servers, SESSION);
            client = known;
            known.handle().addAuthInfo("digest", LOGIN.getBytes(US_ASCII));
        }
        return known;
    }

    @Override
    public void close() {
        RawClient known = client;
        if (known != null) {
            known.close();
            client = null;
        }
    }

    /** Something to be asked of a server. */
    @FunctionalInterface
    interface Question<T> {
        T of(ZooKeeper handle) throws KeeperException, InterruptedException;
    }
}
