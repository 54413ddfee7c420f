// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the tokens of {@code @Fenced} methods are kept.
 *
 * @param table Table of the tokens, after a schema and a dot if wanted. All writers of a resource must use the same one.
 * @param createTable Whether the table is made at the start, where it is missing, in the databases that fenced methods write to.
 */
@ConfigurationProperties("baton.fencing")
public record FencingProperties(
        @DefaultValue("baton_fence") String table,
        @DefaultValue("true") boolean createTable) {}
