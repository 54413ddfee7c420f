// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** H2 behind a driver that counts only the rows an update has changed, as drivers of MySQL can be told to. */
record ChangedRowsDatabase(FenceDatabase h2) implements FenceDatabase {

    @Override
    public Connection connect() throws SQLException {
        Connection real = h2.connect();
        return Intercepted.connection(
                real, sql -> sql.startsWith("UPDATE ") ? changedRows(real, sql) : real.prepareStatement(sql));
    }

    @Override
    public void limitWaiting(Connection connection) throws SQLException {
        h2.limitWaiting(connection);
    }

    @Override
    public String lockTimeoutState() {
        return h2.lockTimeoutState();
    }

    @Override
    public void close() {
        h2.close();
    }

    private static PreparedStatement changedRows(Connection real, String update) throws SQLException {
        PreparedStatement counting =
                real.prepareStatement("SELECT COUNT(*) FROM OLD TABLE (" + update + ") WHERE token <> ?");
        return Intercepted.proxy(PreparedStatement.class, (method, arguments) -> {
            if (method.getName().equals("executeUpdate")) {
                try (ResultSet count = counting.executeQuery()) {
                    count.next();
                    return count.getInt(1);
                }
            }
            if (method.getName().equals("setLong") && arguments[0].equals(1)) {
                counting.setLong(4, (Long) arguments[1]);
            }
            return Intercepted.invoke(method, counting, arguments);
        });
    }
}
