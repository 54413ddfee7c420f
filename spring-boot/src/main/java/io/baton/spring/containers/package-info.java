/** Connection details of the containers of tests that are marked {@code @ServiceConnection}. For Spring Boot. */
@NullMarked
package io.baton.spring.containers;

import org.jspecify.annotations.NullMarked;
