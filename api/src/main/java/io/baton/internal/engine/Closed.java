// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

/** Has left the election for good. */
record Closed() implements ElectionState {}
