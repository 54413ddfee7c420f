// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.autoconfigure;

import io.baton.spring.fenced.FencedConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Honours {@code @Fenced}, and makes a {@link io.baton.fencing.JdbcFence} where there is a {@code DataSource}. It needs no election:
 * without a leadership a fenced call throws.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
@Import(FencedConfiguration.class)
public final class FencingAutoConfiguration {}
