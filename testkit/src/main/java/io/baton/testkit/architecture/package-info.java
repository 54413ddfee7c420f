// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of backends and of this project's modules: rules for what compiled classes depend on, and the structure of
 * their packages. Uses no other package of the kit. Needs ArchUnit, an optional dependency of the kit: a module whose tests use
 * this package names {@code com.tngtech.archunit:archunit} itself, all others go without.
 */
@NullMarked
package io.baton.testkit.architecture;

import org.jspecify.annotations.NullMarked;
