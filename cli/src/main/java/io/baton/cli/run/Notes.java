// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import java.io.PrintWriter;
import java.util.Locale;

/** What the program says about itself, on the error output. */
public record Notes(PrintWriter out) {

    public void say(String format, Object... arguments) {
        out.println("baton: " + String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
