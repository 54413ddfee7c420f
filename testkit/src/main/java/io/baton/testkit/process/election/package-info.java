// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of backends: elections among real processes ({@link io.baton.testkit.process.election.ProcessElection}), with
 * the account of what each believed at each moment. Uses {@code process} and {@code fixture}.
 */
@NullMarked
package io.baton.testkit.process.election;

import org.jspecify.annotations.NullMarked;
