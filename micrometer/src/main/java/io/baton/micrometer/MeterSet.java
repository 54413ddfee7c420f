// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Meters in one registry with the same tags, which are removed together. One thread at a time. */
final class MeterSet implements AutoCloseable {

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> made = new ArrayList<>();

    MeterSet(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    /** An empty set in the same registry, with one tag more. */
    MeterSet with(String key, String value) {
        return new MeterSet(registry, tags.and(key, value));
    }

    /** The registry's clock, in nanoseconds. */
    long now() {
        return registry.config().clock().monotonicTime();
    }

    /** A gauge that keeps what it reads alive. */
    void gauge(String name, String description, Supplier<Number> value) {
        add(Gauge.builder(name, value).tags(tags).description(description).register(registry));
    }

    void secondsGauge(String name, String description, Supplier<Number> value) {
        add(Gauge.builder(name, value)
                .tags(tags)
                .description(description)
                .baseUnit("seconds")
                .register(registry));
    }

    Counter counter(String name, String description, Tags more) {
        return add(Counter.builder(name)
                .tags(tags.and(more))
                .description(description)
                .register(registry));
    }

    /** A counter that does not keep its source alive: the caller has to. */
    <T> void counter(Name name, T source, ToLongFunction<T> count) {
        add(FunctionCounter.builder(name.name(), source, count::applyAsLong)
                .tags(tags.and(name.tags()))
                .description(name.description())
                .register(registry));
    }

    Timer.Builder timer(String name, String description) {
        return Timer.builder(name).tags(tags).description(description);
    }

    Timer register(Timer.Builder timer) {
        return add(timer.register(registry));
    }

    private <M extends Meter> M add(M meter) {
        made.add(meter);
        return meter;
    }

    @Override
    public void close() {
        made.forEach(registry::remove);
        made.clear();
    }

    /** What a meter is called. */
    record Name(String name, String description, Tags tags) {}
}
