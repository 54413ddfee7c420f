// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.spi.ElectionBackend;
import io.baton.testkit.fixture.BackendTimings;
import io.baton.testkit.memory.InMemoryBackend;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A backend that is broken, with bounds that are short because they are reached. */
class BrokenFixture extends InMemoryFixture {

    private final BiFunction<InMemoryFixture, InMemoryBackend, ElectionBackend> change;

    BrokenFixture(Function<ElectionBackend, ElectionBackend> change) {
        this((fixture, backend) -> change.apply(backend));
    }

    BrokenFixture(BiFunction<InMemoryFixture, InMemoryBackend, ElectionBackend> change) {
        this.change = change;
    }

    @Override
    ElectionBackend changed(InMemoryBackend backend) {
        return change.apply(this, backend);
    }

    @Override
    public BackendTimings timings() {
        BackendTimings timings = super.timings();
        return new BackendTimings(
                timings.lease(),
                timings.validity(),
                timings.request(),
                timings.handOver(),
                timings.lease().multipliedBy(3),
                timings.lease().multipliedBy(3));
    }
}
