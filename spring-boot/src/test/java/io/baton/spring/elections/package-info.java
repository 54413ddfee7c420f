/** Tests of the package of the same name. */
@NullMarked
package io.baton.spring.elections;

import org.jspecify.annotations.NullMarked;
