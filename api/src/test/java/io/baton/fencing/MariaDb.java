// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static java.sql.Connection.TRANSACTION_SERIALIZABLE;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A real MariaDB. The driver's options decide among other things whether updates count found or changed rows. */
record MariaDb(LocalServer server, String driverOptions) implements FenceDatabase {

    /** What the tests write need not survive a crash of the machine. */
    static MariaDb start(String driverOptions, String... serverOptions) {
        String install = LocalServer.program("mariadb-install-db", "mariadb-server");
        String program = LocalServer.program("mariadbd", "mariadb-server");
        LocalServer server = new LocalServer();
        String data = "--datadir=" + server.file("data");
        List<String> command = new ArrayList<>(List.of(program, "--no-defaults", data, "--bind-address=127.0.0.1"));
        command.addAll(List.of("--port=" + server.port(), "--socket=" + server.file("socket"), "--skip-name-resolve"));
        command.addAll(List.of("--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M"));
        command.addAll(List.of(serverOptions));
        MariaDb database = new MariaDb(server, driverOptions);
        try {
            server.run(install, "--no-defaults", data, "--auth-root-authentication-method=normal", "--skip-test-db");
            server.start(
                    () -> {
                        database.connect("root", "").close();
                        return database;
                    },
                    command.toArray(String[]::new));
            try (Connection connection = database.connect("root", "")) {
                FenceDatabase.execute(connection, "CREATE DATABASE fence");
            }
            return database;
        } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
            server.close();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String url() {
        return url("root", "fence");
    }

    private String url(String user, String schema) {
        return "jdbc:mariadb://127.0.0.1:" + server.port() + "/" + schema + "?sslMode=disable&user=" + user
                + driverOptions;
    }

    @Override
    public Connection connect() throws SQLException {
        return connect("root", "fence");
    }

    Connection connect(String user, String schema) throws SQLException {
        return DriverManager.getConnection(url(user, schema));
    }

    @Override
    public void limitWaiting(Connection connection) throws SQLException {
        FenceDatabase.execute(connection, "SET innodb_lock_wait_timeout = 0");
    }

    @Override
    public String lockTimeoutState() {
        return "HY000";
    }

    @Override
    public boolean readsLock(int isolation) {
        return isolation == TRANSACTION_SERIALIZABLE;
    }

    @Override
    public void reset() throws SQLException {
        execute("DROP TABLE IF EXISTS baton_fence");
        execute("DROP TABLE IF EXISTS ledger");
        execute("CREATE TABLE ledger (seq BIGINT AUTO_INCREMENT PRIMARY KEY, token BIGINT NOT NULL)");
    }

    @Override
    public void close() {
        server.close();
    }
}
