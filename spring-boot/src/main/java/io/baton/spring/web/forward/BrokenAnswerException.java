// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.forward;

import java.io.IOException;
import java.io.Serial;

/** The leader's answer broke off after a part of it had been passed back: the connection to the client has to break off too. */
public final class BrokenAnswerException extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    BrokenAnswerException(IOException cause) {
        super("the leader's answer broke off", cause);
    }
}
