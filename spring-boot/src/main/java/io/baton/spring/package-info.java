/** Elections in a Spring application: events and connection details. For applications. */
@NullMarked
package io.baton.spring;

import org.jspecify.annotations.NullMarked;
