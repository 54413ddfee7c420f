// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.Baton;
import java.io.IOException;

/** The program of a member that stands in a number of elections and does nothing else; it tells its heap when asked. */
final class IdleMember {

    static final String STANDS = "stands";
    static final String HEAP = "heap";

    private IdleMember() {}

    public static void main(String[] arguments) throws IOException {
        try (Baton baton = Baton.connect(System.getProperties())) {
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                baton.elector("idle-" + i).start();
            }
            System.out.println(STANDS);
            while (System.in.read() >= 0) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                System.out.println(HEAP + " " + (runtime.totalMemory() - runtime.freeMemory()));
            }
        }
    }
}
