// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture.layered.internal.candidacy;

import io.baton.testkit.architecture.layered.internal.session.StoreSession;

/** A candidacy that knows the session, as it may. */
public record OrderlyCandidacy(StoreSession session) {}
