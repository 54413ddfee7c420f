/** The electors of a Spring application: made, started and closed with its context. For the other packages of this module. */
@NullMarked
package io.baton.spring.elections;

import org.jspecify.annotations.NullMarked;
