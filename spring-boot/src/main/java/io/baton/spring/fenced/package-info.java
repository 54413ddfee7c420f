/** {@code @Fenced}: checks of fencing tokens in the transactions of an application. For this module. */
@NullMarked
package io.baton.spring.fenced;

import org.jspecify.annotations.NullMarked;
