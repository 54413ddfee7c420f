// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.internal.callback.CallbackPool;
import io.baton.internal.config.DurationFormat;
import io.baton.internal.config.ElectionSettings;
import io.baton.internal.config.Settings;
import io.baton.internal.config.SettingsReader;
import io.baton.internal.config.source.ConfigurationKeys;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.loop.LoopThread;
import io.baton.internal.report.SessionListener;
import io.baton.spi.BackendProvider;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.MonotonicClock;
import io.baton.spi.support.AsyncLogger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes connections, with threads of their own. */
public final class Connector {

    private static final AsyncLogger LOG = AsyncLogger.of(Connector.class);

    /** The backends of this project, with the jars they come in. */
    private static final Map<String, String> JARS = Map.of(
            "zookeeper", "io.baton:baton-zookeeper-backend",
            "etcd", "io.baton:baton-etcd-backend",
            "raft", "io.baton:baton-raft-embedded-backend",
            "memory", "io.baton:baton-testkit");

    private Connector() {}

    /** Every key that belongs to no backend; a star stands for a name. */
    public static Set<String> keys() {
        Set<String> keys = new TreeSet<>(SettingsReader.KEYS);
        keys.addAll(ElectionSettings.PATTERNS);
        keys.add(SettingsReader.ATTRIBUTE + "*");
        return keys;
    }

    /** The jar that a backend of this project comes in, as group and artifact. */
    public static Optional<String> jar(String backend) {
        return Optional.ofNullable(JARS.get(backend));
    }

    /** The properties that have text for both key and value. */
    public static Map<String, String> asMap(Properties properties) {
        Map<String, String> map = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
        return map;
    }

    /** Every key that is known where the backends are these, and their names. */
    static ConfigurationKeys keys(Map<String, BackendProvider> providers) {
        Set<String> ofBackends = new HashSet<>();
        providers.values().forEach(provider -> ofBackends.addAll(provider.keys()));
        Set<String> backends = new HashSet<>(JARS.keySet());
        backends.addAll(providers.keySet());
        Set<String> absent = new HashSet<>(JARS.keySet());
        absent.removeAll(providers.keySet());
        return new ConfigurationKeys(keys(), ofBackends, backends, absent);
    }

    /** Connects to the backend that the configuration names. */
    public static Baton connect(Map<String, String> configuration) {
        Map<String, BackendProvider> providers = providers();
        ConfigurationKeys keys = keys(providers);
        SettingsReader.refuseUnknown(configuration, keys.ofBackends(), keys.absent());
        BackendProvider provider = choose(configuration, providers);
        Map<String, String> own = new TreeMap<>();
        configuration.forEach((key, value) -> {
            if (key.startsWith(SettingsReader.PREFIX + provider.name() + ".")) {
                own.put(key, value);
            }
        });
        return connect(provider.create(own), new SettingsReader(configuration));
    }

    /** Connects over a backend that exists. */
    public static Baton connect(ElectionBackend backend, Map<String, String> configuration) {
        SettingsReader.refuseUnknown(configuration, Set.of(), JARS.keySet());
        return connect(backend, new SettingsReader(configuration));
    }

    private static Baton connect(ElectionBackend backend, SettingsReader reader) {
        try {
            Settings settings = reader.read(backend.defaultLeaseDuration());
            boolean closesOnShutdown = reader.closeOnShutdown();
            CompletableFuture<Boolean> firstSession = new CompletableFuture<>();
            DefaultBaton baton = assemble(backend, settings, reader.workThreads(), firstSession);
            if (closesOnShutdown) {
                ShutdownHook.add(baton::close, baton.terminated(), threadName(backend));
            }
            if (settings.requireConnection()) {
                awaitSession(baton, backend, settings, firstSession);
            }
            return baton;
        } catch (RuntimeException | Error e) {
            closeAfter(e, backend);
            throw e;
        }
    }

    private static void closeAfter(Throwable failure, ElectionBackend backend) {
        try {
            backend.close();
        } catch (RuntimeException | Error another) {
            failure.addSuppressed(another);
        }
    }

    private static void awaitSession(
            DefaultBaton baton, ElectionBackend backend, Settings settings, CompletableFuture<Boolean> firstSession) {
        try {
            firstSession.get(DurationFormat.boundedNanos(settings.connectTimeout()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            baton.close();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BatonException(backend + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            Optional<Throwable> lastFailure = baton.supervisor().current().lastFailure();
            baton.close();
            throw new BatonException(
                    backend + " could not be reached within " + DurationFormat.write(settings.connectTimeout())
                            + lastFailure
                                    .map(cause -> " (" + cause.getMessage() + ")")
                                    .orElse("; its client's log may say why")
                            + ". Check that it runs, that the address is right, and that"
                            + " both sides use TLS, with certificates that are trusted, or neither; raise"
                            + " baton.connect-timeout; or set baton.require-connection=false to start without it",
                    lastFailure.orElse(e));
        } catch (InterruptedException e) {
            baton.close();
            Thread.currentThread().interrupt();
            throw new BatonException("interrupted while connecting to " + backend, e);
        }
    }

    private static DefaultBaton assemble(
            ElectionBackend backend,
            Settings settings,
            ThreadFactory workThreads,
            CompletableFuture<Boolean> firstSession) {
        String name = threadName(backend);
        MonotonicClock clock = MonotonicClock.SYSTEM;
        LoopThread thread = new LoopThread(name, clock);
        CallbackPool pool = new CallbackPool(name, thread::wake, clock);
        ElectionLoop loop = new ElectionLoop(
                clock, thread::wake, () -> ThreadLocalRandom.current().nextDouble());
        DefaultBaton baton = new DefaultBaton(backend, settings, loop, pool, workThreads);
        loop.post(() -> baton.supervisor().listen(new FirstSession(firstSession, backend, settings)));
        var unused = baton.terminated().whenComplete((done, failure) -> {
            thread.stop();
            pool.close();
        });
        try {
            pool.start();
            thread.start(loop, pool::look, baton.supervisor().watched());
        } catch (RuntimeException | Error e) {
            thread.stop();
            pool.close();
            throw e;
        }
        return baton;
    }

    private static String threadName(ElectionBackend backend) {
        return "baton-" + backend.name();
    }

    /** The backends by their names: those that the context class loader knows, then those that this library's own knows: in a pool's thread it may know more. */
    public static Map<String, BackendProvider> providers() {
        Map<String, BackendProvider> providers = new TreeMap<>();
        ClassLoader own = BackendProvider.class.getClassLoader();
        for (ServiceLoader<BackendProvider> loader :
                List.of(ServiceLoader.load(BackendProvider.class), ServiceLoader.load(BackendProvider.class, own))) {
            loader.forEach(provider -> providers.putIfAbsent(provider.name(), provider));
        }
        return providers;
    }

    private static BackendProvider choose(Map<String, String> configuration, Map<String, BackendProvider> providers) {
        String wanted = configuration.get(SettingsReader.BACKEND);
        String present = providers.isEmpty() ? "none is on the class path" : "on the class path: " + providers.keySet();
        if (wanted == null) {
            throw new IllegalArgumentException(
                    SettingsReader.BACKEND + " is not set; give one of the backends, " + present);
        }
        BackendProvider provider = providers.get(wanted.strip());
        if (provider != null) {
            return provider;
        }
        String jar = JARS.get(wanted.strip());
        throw new IllegalArgumentException(
                jar == null
                        ? SettingsReader.BACKEND + " is '" + wanted + "', which no backend is called; " + present
                        : SettingsReader.BACKEND + " is '" + wanted + "', but its jar is missing; add " + jar
                                + " to the class path, or, if all is in one shaded jar, merge the files below"
                                + " META-INF/services when that is built (" + present + ")");
    }

    /** Tells the caller of connect, or the log, how the first session came about. */
    private static final class FirstSession implements SessionListener {

        private final CompletableFuture<Boolean> opened;

        FirstSession(CompletableFuture<Boolean> opened, ElectionBackend backend, Settings settings) {
            this.opened = opened;
            if (!settings.requireConnection()) {
                LOG.info("Connecting to {}: this process leads nothing until it is connected", backend);
            }
        }

        @Override
        public void opened(BackendSession session) {
            opened.complete(true);
        }

        @Override
        public void failed(Throwable cause) {
            opened.completeExceptionally(cause);
        }
    }
}
