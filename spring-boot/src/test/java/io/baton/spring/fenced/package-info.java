@NullMarked
package io.baton.spring.fenced;

import org.jspecify.annotations.NullMarked;
