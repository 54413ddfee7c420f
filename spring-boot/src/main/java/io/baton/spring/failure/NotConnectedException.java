// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import io.baton.BatonException;

/** The store cannot be reached or refuses this application, which is configured not to start without it. */
public final class NotConnectedException extends BatonException {

    private static final long serialVersionUID = 1;

    public NotConnectedException(BatonException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
