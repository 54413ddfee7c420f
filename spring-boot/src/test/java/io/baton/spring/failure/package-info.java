/** Tests of the package of the same name. */
@NullMarked
package io.baton.spring.failure;

import org.jspecify.annotations.NullMarked;
