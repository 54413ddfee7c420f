// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.process;

/** A server, in a process of its own, with what it says of itself. */
public interface StoreServer extends AutoCloseable {

    String address();

    /** The product and its release. */
    String version();

    long pid();

    /** How many messages clients have sent up to now. */
    long requests();

    /** How many entries of candidates are in the store, and possibly other ones. */
    long entries();

    /** Puts more candidates behind the last one of a queue, which holds one already. They stay until the server ends. */
    void queue(String election, int count) throws Exception;

    /** Ends the server and deletes its data. */
    @Override
    void close();
}
