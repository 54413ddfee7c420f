// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.store;

/** Recognises the repetitions of one attempt to open a session; equal to itself only. */
public final class SessionAttempt {}
