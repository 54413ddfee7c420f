/** The connection of an application: properties, connection details, the application's own client. For Spring Boot. */
@NullMarked
package io.baton.spring.connection;

import org.jspecify.annotations.NullMarked;
