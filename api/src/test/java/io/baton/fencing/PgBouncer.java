// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * PostgreSQL behind a PgBouncer in transaction mode: each transaction may run on another connection of the server. So
 * what is set for a session is lost or hits others, and the driver's named statements must be off.
 */
record PgBouncer(FenceDatabase postgres, LocalServer pooler) implements FenceDatabase {

    static PgBouncer start() {
        String program = LocalServer.program("pgbouncer", "pgbouncer");
        FenceDatabase.Postgres postgres = (FenceDatabase.Postgres) FenceDatabase.postgres();
        LocalServer pooler = new LocalServer();
        PgBouncer database = new PgBouncer(postgres, pooler);
        try {
            pooler.write("pgbouncer.ini", settings(postgres.server(), pooler));
            pooler.write("users", "\"postgres\" \"\"\n");
            pooler.start(
                    () -> {
                        database.connect().close();
                        return database;
                    },
                    program,
                    "pgbouncer.ini");
            return database;
        } catch (IOException | RuntimeException e) {
            database.close();
            throw new IllegalStateException(e);
        }
    }

    /** Three connections to the server, so that transactions change places. */
    private static String settings(EmbeddedPostgres server, LocalServer pooler) {
        return """
                [databases]
                postgres = host=127.0.0.1 port=%d dbname=postgres user=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = users
                pool_mode = transaction
                default_pool_size = 3
                server_round_robin = 1
                ignore_startup_parameters = extra_float_digits
                """.formatted(server.getPort(), pooler.port());
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + pooler.port() + "/postgres?prepareThreshold=0", "postgres", "");
    }

    /** For this transaction only: a level that is set for the session would stay with the server's connection. */
    @Override
    public Connection begin(int isolation) throws SQLException {
        Connection connection = begin();
        FenceDatabase.execute(connection, "SET TRANSACTION ISOLATION LEVEL " + name(isolation));
        return connection;
    }

    private static String name(int isolation) {
        return switch (isolation) {
            case Connection.TRANSACTION_READ_UNCOMMITTED -> "READ UNCOMMITTED";
            case Connection.TRANSACTION_READ_COMMITTED -> "READ COMMITTED";
            case Connection.TRANSACTION_REPEATABLE_READ -> "REPEATABLE READ";
            default -> "SERIALIZABLE";
        };
    }

    @Override
    public void limitWaiting(Connection connection) throws SQLException {
        FenceDatabase.execute(connection, "SET LOCAL lock_timeout = 50");
    }

    @Override
    public String lockTimeoutState() {
        return postgres.lockTimeoutState();
    }

    @Override
    public List<Long> ledgerByCommit() throws SQLException {
        return postgres.ledgerByCommit();
    }

    @Override
    public void close() {
        pooler.close();
        postgres.close();
    }
}
