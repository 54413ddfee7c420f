// SPDX-License-Identifier: Apache-2.0
/**
 * The resource's side of fencing: checks that remember the greatest token seen and refuse smaller ones. For the team that
 * owns what a leader writes to; nothing here needs an election or a backend.
 */
@NullMarked
package io.baton.fencing;

import org.jspecify.annotations.NullMarked;
