// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import java.lang.Thread.UncaughtExceptionHandler;
import org.apache.ratis.util.ExitUtils;

/**
 * Keeps Ratis from ending the process. Ratis 3.3.0 calls {@code System.exit} when its server cannot listen, and from then on
 * for every exception that any thread of the application does not catch. This concerns all of Ratis that shares its classes
 * with this library.
 */
public final class ProcessExit {

    private ProcessExit() {}

    /** From now on what would have ended the process is an exception. The application's handler of uncaught ones stays. */
    public static void forbid() {
        if (!Once.FORBIDDEN) {
            throw new IllegalStateException("Ratis could end this process");
        }
    }

    /** Two threads that did this at the same time could each take the handler of Ratis for the application's. */
    private static final class Once {

        static final boolean FORBIDDEN = forbid();

        private static boolean forbid() {
            UncaughtExceptionHandler own = Thread.getDefaultUncaughtExceptionHandler();
            // Ratis sets a handler of its own when this class is first used.
            ExitUtils.disableSystemExit();
            ExitUtils.setTerminateOnUncaughtException(false);
            boolean isOfRatis = own != null && own.getClass().getName().startsWith(ExitUtils.class.getPackageName());
            Thread.setDefaultUncaughtExceptionHandler(isOfRatis ? null : own);
            return true;
        }
    }
}
