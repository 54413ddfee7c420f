/** The examples of {@code docs/spring-testing.md}. */
@NullMarked
package io.baton.spring.test.example;

import org.jspecify.annotations.NullMarked;
