// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import java.time.Duration;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A ZooKeeper server, alone.
 *
 * <pre>{@code
 * @Testcontainers
 * class BillingTest {
 *
 *     @Container
 *     static final ZooKeeperContainer ZOOKEEPER = new ZooKeeperContainer();
 *
 *     @Test
 *     void oneInstanceBills() throws InterruptedException {
 *         try (Baton baton = Baton.connect(ZOOKEEPER.configuration())) {
 *             Leadership leadership = baton.elector("billing").start().awaitLeadership();
 *             // ...
 *         }
 *     }
 * }
 * }</pre>
 *
 * Its tick is 500 ms, so that sessions may last from 1 s to 10 s; its port is another one after each start. A server that comes back at its old
 * address is one of {@link ZooKeeperEnsembleContainers}. To be used by one thread, as all containers of Testcontainers.
 */
public class ZooKeeperContainer extends GenericContainer<ZooKeeperContainer> {

    static final int PORT = 2181;

    private static final Duration TICK = Duration.ofMillis(500);
    private static final int TICKS_OF_SILENCE = 5;
    private static final int TICKS_TO_JOIN = 40;

    /** Of the official image, unless {@code -Dbaton.testcontainers.zookeeper} or {@code BATON_TESTCONTAINERS_ZOOKEEPER} names another. */
    public ZooKeeperContainer() {
        this(ContainerImage.ZOOKEEPER.imageName());
    }

    /** Of an image that takes the environment variables of the official one, such as {@code ZOO_TICK_TIME}. */
    public ZooKeeperContainer(DockerImageName image) {
        super(image);
        withExposedPorts(PORT);
        withTickTime(TICK);
        withEnv("ZOO_SYNC_LIMIT", Integer.toString(TICKS_OF_SILENCE));
        withEnv("ZOO_INIT_LIMIT", Integer.toString(TICKS_TO_JOIN));
        withEnv("ZOO_ADMINSERVER_ENABLED", "false");
        withEnv("JVMFLAGS", "-Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        waitingFor(new ServingWaitStrategy());
    }

    /** The server's unit of time, before the start; a session lasts from 2 to 20 ticks. Default 500 ms. */
    public final ZooKeeperContainer withTickTime(Duration tick) {
        return withEnv("ZOO_TICK_TIME", Long.toString(tick.toMillis()));
    }

    /** Host and port, once started. */
    public String connectString() {
        return getHost() + ":" + getMappedPort(PORT);
    }

    /** For {@link io.baton.Baton#connect(Map)}, once started: the backend and the address. A copy; more keys may be added. */
    public Map<String, String> configuration() {
        return ConfigurationKeys.zooKeeper(connectString());
    }
}
