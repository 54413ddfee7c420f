// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

import java.time.Duration;

/**
 * What is asked of the store for a session.
 *
 * @param leaseDuration how long the store shall keep the session when it is silent
 * @param requestTimeout how long one request may take before its outcome counts as unknown
 * @param clock the clock that {@code sentAt} is read from
 */
public record SessionRequest(Duration leaseDuration, Duration requestTimeout, MonotonicClock clock) {}
