// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.cluster;

import io.baton.examples.Resources;
import io.baton.examples.server.DemoFailure;
import io.baton.examples.server.Store;
import io.baton.examples.server.StoreFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A cluster of the application on this machine: what it elects over, its database, and its instances. Safe for use by many
 * threads.
 */
public final class LocalCluster {

    /** Short, so that the next leader is there soon; etcd has none below two seconds. */
    private static final Duration LEASE = Duration.ofSeconds(2);

    private static final Duration START_BOUND = Duration.ofMinutes(3);
    private static final Duration ANSWER_BOUND = Duration.ofMillis(500);

    private final ClusterSettings settings;
    private final List<Instance> instances;
    private final String databaseUrl;
    private final String store;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(ANSWER_BOUND).build();

    private LocalCluster(ClusterSettings settings, List<Instance> instances, String databaseUrl, String store) {
        this.settings = settings;
        this.instances = List.copyOf(instances);
        this.databaseUrl = databaseUrl;
        this.store = store;
    }

    /**
     * Returns when all instances serve and one leads.
     *
     * @param resources stops everything when they are closed
     * @param output is told what instances print
     * @throws DemoFailure if something does not start
     */
    public static LocalCluster start(ClusterSettings settings, Resources resources, Consumer<String> output)
            throws IOException {
        Path directory = resources.temporaryDirectory();
        List<String> names = IntStream.rangeClosed(1, settings.instances())
                .mapToObj(number -> "storage-" + number)
                .toList();
        Store store = resources.add(StoreFactory.start(settings.backend(), names, directory));
        String database = settings.database().isPresent()
                ? settings.database().get()
                : resources.add(DatabaseServer.start(directory)).url();
        Map<String, String> common = new HashMap<>(settings.properties());
        common.put("spring.datasource.url", database);
        common.put("baton.lease-duration", LEASE.toMillis() + "ms");
        List<Instance> instances = names.stream()
                .map(name -> {
                    Map<String, String> all = new HashMap<>(common);
                    all.putAll(store.configuration(name));
                    return new Instance(name, directory, all, output);
                })
                .toList();
        LocalCluster cluster = new LocalCluster(settings, instances, database, store.description());
        resources.add(cluster::stop);
        for (Instance instance : instances) {
            instance.start();
        }
        cluster.awaitServing();
        return cluster;
    }

    public List<Instance> instances() {
        return instances;
    }

    /** For JDBC. */
    public String databaseUrl() {
        return databaseUrl;
    }

    /** For people: what the instances elect over. */
    public String store() {
        return store;
    }

    /** For how long a silent process may lead. */
    public Duration lease() {
        return LEASE;
    }

    /** The instance that says that it leads, if one does. */
    public Optional<Instance> leader() {
        return instances.stream()
                .filter(instance -> status(instance).contains("\"leads\":true"))
                .findFirst();
    }

    /** Whether the others could elect a leader if one instance died now: a Raft group needs more than half of its members. */
    public boolean canLoseOne() {
        return !settings.backend().equals("raft") || instances.stream().allMatch(this::knowsLeader);
    }

    /** What the instance answers, or an empty text if it does not. */
    public String status(Instance instance) {
        URI status = URI.create(instance.url() + "/status");
        HttpRequest request =
                HttpRequest.newBuilder(status).timeout(ANSWER_BOUND).build();
        try {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException silent) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /**
     * Returns when each instance serves and knows the leader.
     *
     * @throws DemoFailure if that is not so in time
     */
    public void awaitServing() {
        long begin = System.nanoTime();
        while (leader().isEmpty() || !instances.stream().allMatch(this::knowsLeader)) {
            if (System.nanoTime() - begin > START_BOUND.toNanos()) {
                throw new DemoFailure("the instances do not serve, or none leads");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private boolean knowsLeader(Instance instance) {
        String status = status(instance);
        return status.contains("\"leader\":{");
    }

    private void stop() {
        instances.parallelStream().forEach(Instance::close);
    }
}
