/** Metrics of elections for Micrometer. For applications, with or without Spring. */
@NullMarked
package io.baton.micrometer;

import org.jspecify.annotations.NullMarked;
