// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.io.Serial;

/** Something that Baton cannot do; the message says what and, where there is one, the remedy. */
public class BatonException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public BatonException(String message) {
        super(message);
    }

    public BatonException(String message, Throwable cause) {
        super(message, cause);
    }
}
