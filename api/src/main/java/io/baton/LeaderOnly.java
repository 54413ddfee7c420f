// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that runs only in the process that leads the named election; on a class, each of its methods.
 *
 * <pre>{@code
 * @Scheduled(fixedRate = 1, timeUnit = TimeUnit.MINUTES)
 * @LeaderOnly("billing")
 * void sendInvoices() { ... }
 * }</pre>
 *
 * <p>The annotation alone does nothing: an integration that intercepts method calls has to honour it. {@code
 * baton-spring-boot-starter} does, for the beans of a Spring application. Inside the method {@link Leadership#current()} is the
 * leadership under which it runs. Where the method's call is asked for in a process that does not lead, {@link #otherwise()}
 * says what happens.
 *
 * <p>Not promised: that the method runs once for each tick of a schedule. When the leadership changes hands, a tick may fall to
 * no process; and a method that goes on after its leadership has ended runs beside the next leader's. Work that must never be
 * done twice hands {@link Leadership#token()} to the resource it writes to.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface LeaderOnly {

    /** The election's name; an integration may resolve placeholders in it. */
    String value();

    /** What a call does in a process that does not lead. */
    Otherwise otherwise() default Otherwise.SKIP;

    /**
     * Whether the thread that runs the method is interrupted when the leadership ends. Without it the method asks
     * {@link Leadership#isHeld()} between its steps; the place in the queue is kept until it returns, in both cases.
     */
    boolean interruptOnLoss() default true;

    /** What a call does in a process that does not lead. */
    enum Otherwise {
        /**
         * The method is not run. The call returns nothing: {@code null}, an empty {@code Optional}, or a stage that has completed
         * with {@code null}. A handler of HTTP requests is never skipped: the client is redirected to the leader.
         */
        SKIP,
        /** The method is not run. The call throws {@link NotLeaderException}; a stage completes with it. */
        THROW,
        /**
         * For handlers of HTTP requests: the request is passed on to the leader, and the leader's answer is returned. On any other
         * method the application does not start. An integration without HTTP takes it for {@link #THROW}.
         */
        FORWARD
    }
}
