/** Auto-configuration: keys, connection, failures. */
@NullMarked
package io.baton.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
