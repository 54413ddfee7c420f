// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that runs only in the process that leads the named election.
 *
 * <p>The annotation alone does nothing: an integration that intercepts method calls has to honour it. Inside the method
 * {@link Leadership#current()} is the leadership under which it runs.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface LeaderOnly {

    /** The election's name. */
    String value();
}
