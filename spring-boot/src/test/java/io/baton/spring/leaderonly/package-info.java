/** Tests of {@code @LeaderOnly} on beans. */
@NullMarked
package io.baton.spring.leaderonly;

import org.jspecify.annotations.NullMarked;
