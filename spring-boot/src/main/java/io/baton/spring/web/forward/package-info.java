/** Passes requests on to the leader and its answers back. For this module. */
@NullMarked
package io.baton.spring.web.forward;

import org.jspecify.annotations.NullMarked;
