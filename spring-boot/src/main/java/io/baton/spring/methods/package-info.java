/**
 * The methods of an application that bear an annotation of this module: which they are, and whether calls of them can be intercepted.
 * For this module.
 */
@NullMarked
package io.baton.spring.methods;

import org.jspecify.annotations.NullMarked;
