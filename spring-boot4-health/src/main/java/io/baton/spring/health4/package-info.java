/** The health of elections on Spring Boot 4; the same on 3.5 is in {@code baton-spring-boot}. For Spring Boot. */
@NullMarked
package io.baton.spring.health4;

import org.jspecify.annotations.NullMarked;
