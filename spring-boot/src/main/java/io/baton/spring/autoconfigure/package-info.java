/** Auto-configuration and properties. For Spring Boot. */
@NullMarked
package io.baton.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
