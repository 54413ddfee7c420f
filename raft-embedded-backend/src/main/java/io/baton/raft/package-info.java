/** For users of embedded Raft: elections kept in the application's own processes. */
@NullMarked
package io.baton.raft;

import org.jspecify.annotations.NullMarked;
