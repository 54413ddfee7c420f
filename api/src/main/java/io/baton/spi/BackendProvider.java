// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

import java.util.Map;
import java.util.Set;

/**
 * Makes a backend from configuration; found by {@link java.util.ServiceLoader}.
 */
public interface BackendProvider {

    /** The word that names this kind of store in {@code baton.backend}. */
    String name();

    /** Every key that {@link #create} understands, each beginning with {@code baton.} and the provider's name. */
    Set<String> keys();

    /**
     * Makes the backend; does not connect.
     *
     * @param configuration the keys of this provider that are set
     * @throws IllegalArgumentException if a value is missing or does not fit; the message names the key
     */
    ElectionBackend create(Map<String, String> configuration);
}
