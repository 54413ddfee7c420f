// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

/** One server of a cluster. To be used by one thread. */
interface ClusterServer {

    /** SIGKILL; its data stay. */
    void kill();

    /** SIGTERM: it ends in an orderly way; returns when it has. */
    void terminate() throws InterruptedException;

    /** Starts it after it has ended, on its data and at its old address; returns before it serves. */
    void start();

    /** SIGSTOP: its connections stay open, and it answers nothing. */
    void freeze() throws InterruptedException;

    /** SIGCONT. */
    void wake() throws InterruptedException;
}
