/** Where the leader of an election is, and whether its address may be followed. For this module. */
@NullMarked
package io.baton.spring.web.destination;

import org.jspecify.annotations.NullMarked;
