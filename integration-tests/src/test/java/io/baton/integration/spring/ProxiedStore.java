// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fault.TcpProxy;
import io.baton.zookeeper.server.TestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.h2.tools.Server;

/** One server, which each application reaches through a proxy of its own. */
final class ProxiedStore implements Store {

    private final String name;
    private final Function<String, List<String>> arguments;
    private final List<TcpProxy> links;
    private final Runnable stop;

    private ProxiedStore(
            String name, Function<String, List<String>> arguments, InetSocketAddress server, Runnable stop) {
        this.name = name;
        this.arguments = arguments;
        this.stop = stop;
        links = Stream.generate(() -> TcpProxy.to(server)).limit(JobGroup.SLOTS).toList();
    }

    static ProxiedStore zooKeeper() throws InterruptedException {
        TestServer server = TestServer.start();
        return new ProxiedStore(
                "zookeeper",
                address -> Store.baton("zookeeper", "--baton.zookeeper.connect-string=" + address),
                server.address(),
                server::close);
    }

    static ProxiedStore etcd() throws InterruptedException {
        EtcdServer server = EtcdServer.start();
        return new ProxiedStore(
                "etcd",
                address -> Store.baton("etcd", "--baton.etcd.endpoints=http://" + address),
                server.address(),
                server::close);
    }

    /** For Spring Integration's leader initiator, whose session lasts as long as a lease of Baton. */
    static ProxiedStore leaderInitiator() throws InterruptedException {
        TestServer server = TestServer.start();
        return new ProxiedStore(
                "Spring Integration's LeaderInitiator",
                address -> List.of(
                        "--spring.profiles.active=leader-initiator",
                        "--job.connect-string=" + address,
                        "--job.session-timeout=" + JobGroup.LEASE.toMillis()),
                server.address(),
                server::close);
    }

    /** For ShedLock, whose locks last as long as a lease of Baton. */
    static ProxiedStore shedLock(Path directory) throws SQLException {
        Server database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString())
                .start();
        try (Connection connection = DriverManager.getConnection(url("localhost:" + database.getPort()));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE shedlock (name VARCHAR(64) PRIMARY KEY, lock_until TIMESTAMP NOT NULL, "
                    + "locked_at TIMESTAMP NOT NULL, locked_by VARCHAR(255) NOT NULL)");
        }
        return new ProxiedStore(
                "ShedLock",
                address -> List.of(
                        "--spring.profiles.active=shedlock",
                        "--spring.datasource.url=" + url(address),
                        "--job.lock-at-most-for=" + JobGroup.LEASE),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), database.getPort()),
                database::stop);
    }

    private static String url(String address) {
        return "jdbc:h2:tcp://" + address + "/jobs;USER=sa;PASSWORD=;DB_CLOSE_DELAY=-1";
    }

    @Override
    public List<String> arguments(int slot) {
        return arguments.apply("127.0.0.1:" + links.get(slot).port());
    }

    @Override
    public List<String> through(int slot) {
        return List.of();
    }

    @Override
    public Duration settling() {
        return Duration.ZERO;
    }

    @Override
    public void cut(int slot, JobGroup group) {
        links.get(slot).cut();
    }

    @Override
    public void heal(int slot, JobGroup group) {
        // What was held back would be answered as if it had just been asked.
        links.get(slot).dropConnections();
        links.get(slot).heal();
    }

    @Override
    public void close() {
        links.forEach(TcpProxy::close);
        stop.run();
    }

    @Override
    public String toString() {
        return name;
    }
}
