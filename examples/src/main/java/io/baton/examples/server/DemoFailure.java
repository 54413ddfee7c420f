// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.server;

/** Something did not happen as the program promises. */
public final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DemoFailure(String message) {
        super(message);
    }
}
