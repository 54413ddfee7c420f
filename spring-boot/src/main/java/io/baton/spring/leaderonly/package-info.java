/** {@code @LeaderOnly} on the beans of a Spring application: interception, start-up checks, counts. For this module. */
@NullMarked
package io.baton.spring.leaderonly;

import org.jspecify.annotations.NullMarked;
