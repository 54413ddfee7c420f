// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.argument;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the JVM can have read the arguments. Under a locale that is not UTF-8, such as the C of many services, it puts another character
 * for each byte beyond ASCII: two names become one, and one name is another in two processes.
 */
public final class ArgumentEncoding {

    private static final Path OWN_ARGUMENTS = Path.of("/proc/self/cmdline");

    private ArgumentEncoding() {}

    /** Why the arguments of this process are not what was given, if they are not. */
    public static Optional<String> complaint() {
        try {
            return complaint(System.getProperty("sun.jnu.encoding", "UTF-8"), Files.readAllBytes(OWN_ARGUMENTS));
        } catch (IOException noLinux) {
            return Optional.empty();
        }
    }

    static Optional<String> complaint(String encoding, byte[] arguments) {
        boolean plain = true;
        for (byte each : arguments) {
            plain &= each >= 0;
        }
        return plain || encoding.equals("UTF-8")
                ? Optional.empty()
                : Optional.of("the arguments have characters beyond ASCII, which the locale (" + encoding
                        + ") cannot represent: set LC_ALL=C.UTF-8 or another locale with UTF-8");
    }
}
