// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test that waits for leases or validities to end, so that its participants have the lease of the fixture, or a small
 * multiple where it also counts on one that must not end. In all other tests leases are so long that a machine with too
 * much to do ends none of them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ShortLease {

    /** How many leases of the fixture the lease is long. */
    int times() default 1;
}
