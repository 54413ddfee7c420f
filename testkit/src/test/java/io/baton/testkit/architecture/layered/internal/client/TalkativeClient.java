// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture.layered.internal.client;

import io.baton.testkit.architecture.layered.internal.session.StoreSession;

/** A client that knows the session, which it may not. */
public record TalkativeClient(StoreSession session) {}
