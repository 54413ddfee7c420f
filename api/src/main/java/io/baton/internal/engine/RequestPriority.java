// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

/** In which order the requests of a process leave it that wait at the same time: those of one priority as they came. */
public enum RequestPriority {

    /** No proof of the session is sent before it is answered, and all leaderships of the process wait for a proof. */
    PROOF,

    /** Another process waits for it. */
    RELEASE,

    /** Any other. */
    USUAL
}
