// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fixture.Configuration;
import java.util.ArrayList;
import java.util.List;

/** The users of a cluster that has authentication, and what their roles permit. */
record Users(EtcdServer server) {

    private static final String ADMINISTRATOR = "root:administrator";

    /** Turns authentication on. */
    static Users of(EtcdServer server) {
        server.etcdctl("user", "add", ADMINISTRATOR);
        server.etcdctl("auth", "enable");
        return new Users(server);
    }

    /** A user with a role of the same name that permits nothing yet. */
    Users add(String user, String password) {
        etcdctl("user", "add", user + ":" + password);
        etcdctl("role", "add", user);
        etcdctl("user", "grant-role", user, user);
        return this;
    }

    /** As the documentation says it. */
    Users permit(String user, String prefix) {
        etcdctl("role", "grant-permission", "--prefix=true", user, "readwrite", prefix);
        return this;
    }

    Users forbid(String user, String prefix) {
        etcdctl("role", "revoke-permission", "--prefix=true", user, prefix);
        return this;
    }

    /** The configuration of this user. */
    static Configuration login(Configuration of, String user, String password) {
        return of.with("baton.etcd.user", user).with("baton.etcd.password", password);
    }

    private void etcdctl(String... arguments) {
        List<String> words = new ArrayList<>(List.of("--user=" + ADMINISTRATOR));
        words.addAll(List.of(arguments));
        server.etcdctl(words.toArray(String[]::new));
    }
}
