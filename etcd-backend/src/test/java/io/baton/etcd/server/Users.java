// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import io.baton.testkit.fixture.Configuration;
import java.util.ArrayList;
import java.util.List;

/** The users of a cluster that has authentication, and what their roles permit. */
public record Users(EtcdServer server) {

    /** Who may do everything, and the password. */
    public static final String ADMINISTRATOR = "root";

    public static final String ADMINISTRATORS_PASSWORD = "administrator";

    /** Turns authentication on. */
    public static Users of(EtcdServer server) {
        server.etcdctl("user", "add", ADMINISTRATOR + ":" + ADMINISTRATORS_PASSWORD);
        server.etcdctl("auth", "enable");
        return new Users(server);
    }

    /** A user with a role of the same name that permits nothing yet. */
    public Users add(String user, String password) {
        etcdctl("user", "add", user + ":" + password);
        etcdctl("role", "add", user);
        etcdctl("user", "grant-role", user, user);
        return this;
    }

    /** As the documentation says it. */
    public Users permit(String user, String prefix) {
        etcdctl("role", "grant-permission", "--prefix=true", user, "readwrite", prefix);
        return this;
    }

    public Users forbid(String user, String prefix) {
        etcdctl("role", "revoke-permission", "--prefix=true", user, prefix);
        return this;
    }

    /** The configuration of this user. */
    public static Configuration login(Configuration of, String user, String password) {
        return of.with("baton.etcd.user", user).with("baton.etcd.password", password);
    }

    private void etcdctl(String... arguments) {
        List<String> words = new ArrayList<>(List.of("--user=" + ADMINISTRATOR + ":" + ADMINISTRATORS_PASSWORD));
        words.addAll(List.of(arguments));
        server.etcdctl(words.toArray(String[]::new));
    }
}
