/** Tests of the module as a whole. */
@NullMarked
package io.baton.spring;

import org.jspecify.annotations.NullMarked;
