// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.autoconfigure;

import io.baton.Baton;
import io.baton.spring.connection.BatonConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The connection of a Spring application: one {@link Baton} bean, if {@code baton.backend} is set or a bean has the address of a
 * store, and unless the application has a {@code Baton} of its own. It is closed with the context.
 *
 * <p>The keys are those of {@link Baton#connect(java.util.Map)}, typed by {@link io.baton.spring.connection.BatonProperties}. One default differs:
 * {@code baton.require-connection} is {@code false}, so that a store that is down does not keep the application from starting.
 */
@AutoConfiguration(afterName = "org.springframework.cloud.zookeeper.ZookeeperAutoConfiguration")
@Import(BatonConfiguration.class)
public final class BatonAutoConfiguration {}
