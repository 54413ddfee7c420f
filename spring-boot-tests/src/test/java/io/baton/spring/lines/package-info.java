/** What applications see of the starter, on each line of Spring Boot. For those who change the starter. */
@NullMarked
package io.baton.spring.lines;

import org.jspecify.annotations.NullMarked;
