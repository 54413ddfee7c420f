/** The examples of {@code docs/http-fencing.md}. */
@NullMarked
package io.baton.spring.http.example;

import org.jspecify.annotations.NullMarked;
