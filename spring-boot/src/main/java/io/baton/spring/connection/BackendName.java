// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

/**
 * Which store the application is connected to; a bean, beside a {@code Baton} that the properties or connection details have made.
 *
 * @param value what {@code baton.backend} says or would say
 */
public record BackendName(String value) {}
