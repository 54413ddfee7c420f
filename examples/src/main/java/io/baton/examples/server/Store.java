// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.server;

import java.time.Duration;
import java.util.Map;

/** What processes coordinate over: one implementation for each backend that the examples can run with. */
public interface Store extends AutoCloseable {

    /** For people: what runs, and where. */
    String description();

    /** How long a process that says nothing may lead. */
    default Duration lease() {
        return Duration.ofSeconds(4);
    }

    /** The keys by which the worker of the given name connects. */
    Map<String, String> configuration(String worker);

    @Override
    void close();
}
