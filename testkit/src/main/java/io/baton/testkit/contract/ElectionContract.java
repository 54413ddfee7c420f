// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

/**
 * What every backend passes against its real server: a test class implements this, or two implement one half each, and
 * supplies the fixture, nothing more. A class that overrides or disables a test of the contract fails as a whole.
 */
public interface ElectionContract extends LeadershipContract, ConnectionContract {}
