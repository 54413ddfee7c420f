// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * On a test class with a Spring context: its elections live in memory, and who leads when a test method begins is known.
 *
 * <pre>{@code
 * @SpringBootTest
 * @AutoConfigureElections
 * class BillingTest { ... }
 * }</pre>
 *
 * <p>{@code baton.backend} is {@code memory}, whatever the application's files, the environment and connection details say, so the
 * test needs no store. What the test itself sets goes before: {@code properties} of {@code @SpringBootTest}, {@code
 * @TestPropertySource}, {@code @DynamicPropertySource}. In a slice such as {@code @WebMvcTest}, which has no Baton otherwise, the
 * annotation adds Baton's auto-configuration.
 *
 * <p>Contexts that differ in {@link #leader()} are not shared. A test without the annotation has elections in memory too, unless
 * something says otherwise (see {@code docs/spring-testing.md}).
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ImportAutoConfiguration
public @interface AutoConfigureElections {

    /**
     * Whether the application leads each election that it stands in when a test method begins. If not, another participant leads,
     * already before the application first stands, until the test calls {@link TestElections#elect}.
     */
    boolean leader() default true;
}
