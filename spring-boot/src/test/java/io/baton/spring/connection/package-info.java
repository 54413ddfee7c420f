/** Tests of the package of the same name. */
@NullMarked
package io.baton.spring.connection;

import org.jspecify.annotations.NullMarked;
