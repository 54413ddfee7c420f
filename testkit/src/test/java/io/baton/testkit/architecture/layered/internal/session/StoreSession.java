// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture.layered.internal.session;

/** A session, which knows no other role. */
public record StoreSession(String name) {}
