// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * An etcd, alone, without users and TLS.
 *
 * <pre>{@code
 * @Testcontainers
 * class BillingTest {
 *
 *     @Container
 *     static final EtcdContainer ETCD = new EtcdContainer();
 *
 *     @Test
 *     void oneInstanceBills() throws InterruptedException {
 *         try (Baton baton = Baton.connect(ETCD.configuration())) {
 *             Leadership leadership = baton.elector("billing").start().awaitLeadership();
 *             // ...
 *         }
 *     }
 * }
 * }</pre>
 *
 * Each start gives it another port; a member of {@link EtcdClusterContainers} keeps its address. To be used by one thread, as all containers of Testcontainers.
 */
public class EtcdContainer extends GenericContainer<EtcdContainer> {

    static final int PORT = 2379;
    static final int PEER_PORT = 2380;

    private static final int OK = 200;

    /** Of the official image, unless {@code -Dbaton.testcontainers.etcd} or {@code BATON_TESTCONTAINERS_ETCD} names another. */
    public EtcdContainer() {
        this(ContainerImage.ETCD.imageName());
    }

    /** Of an image in which {@code etcd} is on the path. */
    public EtcdContainer(DockerImageName image) {
        super(image);
        withExposedPorts(PORT);
        withOptions("etcd", List.of());
        waitingFor(Wait.forHttp("/health").forPort(PORT).forStatusCode(OK));
    }

    /** What etcd is started with, besides what each member has. */
    final EtcdContainer withOptions(String host, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                "etcd",
                "--name=" + host,
                "--data-dir=/var/lib/etcd/" + host,
                "--listen-client-urls=http://0.0.0.0:" + PORT,
                "--advertise-client-urls=http://" + host + ":" + PORT));
        command.addAll(options);
        return withCommand(command.toArray(String[]::new));
    }

    /** Its URL, once started. */
    public String endpoint() {
        return "http://" + getHost() + ":" + getMappedPort(PORT);
    }

    /** For {@link io.baton.Baton#connect(Map)}, once started: the backend and the endpoint. A copy; more keys may be added. */
    public Map<String, String> configuration() {
        return ConfigurationKeys.etcd(endpoint());
    }
}
