// SPDX-License-Identifier: Apache-2.0
/**
 * Where keys come from: a map, the URI of a store, system properties, environment variables, a file. One order of precedence, and
 * errors that name the source. Read by the connector; uses the rules for keys in {@code config}.
 */
@NullMarked
package io.baton.internal.config.source;

import org.jspecify.annotations.NullMarked;
