// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.spi.ElectionBackend;
import java.util.Map;
import java.util.Optional;

/** A backend that the application's own beans give. */
interface GivenBackend {

    /**
     * Makes the backend that the configuration asks for, if the beans have it.
     *
     * @throws IllegalArgumentException if the beans have it and a key does not go with them; the message names the key
     */
    Optional<ElectionBackend> backend(Map<String, String> configuration);
}
