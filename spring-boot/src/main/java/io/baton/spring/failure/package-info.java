/** Why an application does not start, in words that name the key and the remedy. For Spring Boot, and for the other packages of this module. */
@NullMarked
package io.baton.spring.failure;

import org.jspecify.annotations.NullMarked;
