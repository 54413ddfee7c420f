// SPDX-License-Identifier: Apache-2.0
package io.baton.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a transactional method of a bean that writes to a database as the leader; on a class, each of its methods. The
 * first statement of the method checks the token of {@link io.baton.Leadership#current()} by
 * {@link io.baton.fencing.JdbcFence}, in the transaction that the method runs in:
 *
 * <pre>{@code
 * @Transactional
 * @Fenced("invoices")
 * public void book(Invoice invoice) {
 *     invoices.save(invoice);
 * }
 * }</pre>
 *
 * <p><b>Promised.</b> What the transaction writes after the check lands in the order of the tokens, or not at all. A
 * stale token rolls the transaction back, also where a caller catches the
 * {@link io.baton.fencing.StaleTokenException} that the call throws; of a transaction that is nested in another one
 * ({@code NESTED}) only the nested part. A call without a leadership, without a transaction
 * of the transaction manager, or in a read-only transaction throws {@link IllegalStateException} and runs nothing. A method
 * whose calls cannot be intercepted ends the start of the application.
 *
 * <p><b>Not promised.</b> What the transaction has read or written before this method is called, by a caller who began the
 * transaction, was not checked: bear the annotation where the transaction begins. A call on {@code this} from another method
 * passes no check. A resource belongs to one election, since tokens of different elections cannot be compared. The database learns of a new leader from that leader's first committed check: a leader that cannot
 * bear a late write of its predecessor begins with a fenced transaction. The rest is as {@link io.baton.fencing.JdbcFence}
 * says, the cost too: the transactions of one resource run one after the other.
 *
 * <p>A transaction that was suspended (propagation {@code REQUIRES_NEW}) keeps its resources: a check of the same resource
 * in the inner one would wait for the outer one for ever, and throws {@link IllegalStateException} instead. Give the inner
 * transaction a resource of its own.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Fenced {

    /** The resource that only the leader writes: 1 to 255 characters, none of them a control character; may have placeholders. */
    String value();

    /**
     * The bean name or qualifier of the transaction manager whose transaction is checked. Without it that of
     * {@code @Transactional} on the same method or class, else the application's only or primary one.
     */
    String transactionManager() default "";
}
