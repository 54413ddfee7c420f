/** What operators see of the elections: the endpoint and the health, as far as they are the same on all lines of Spring Boot. */
@NullMarked
package io.baton.spring.actuate;

import org.jspecify.annotations.NullMarked;
