// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.system;

/** A process in an election. */
interface ElectionEntry {

    /** Gives up leadership, if it is held, and leaves the election. The connection stays. */
    void leave() throws Exception;
}
