// SPDX-License-Identifier: Apache-2.0
package jobs;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What a run is to do: for how many milliseconds it works, and for how many it goes on after an interrupt. */
record Orders(long workMillis, long lingerMillis) {

    /** Not by a channel, which an interrupt would close. */
    static Orders read(String file) throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            String[] words = new String(in.readAllBytes(), StandardCharsets.UTF_8).trim().split(" ");
            return new Orders(Long.parseLong(words[0]), Long.parseLong(words[1]));
        }
    }

    /** Deaf to interrupts. */
    void linger() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lingerMillis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.sleep(left);
            } catch (InterruptedException ignored) {
                // This is what it is to be deaf.
            }
        }
    }
}
