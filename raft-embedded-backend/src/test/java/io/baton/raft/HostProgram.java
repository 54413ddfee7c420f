// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.Baton;
import io.baton.BatonException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Map;
import java.util.TreeMap;

/** An application that goes on without elections: it ends by itself, with exit code 0. */
final class HostProgram {

    static final String CAUGHT = "caught: ";
    static final String LIVES = "the application lives";

    private HostProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        UncaughtExceptionHandler own = (thread, thrown) -> System.out.println("handled: " + thrown.getMessage());
        Thread.setDefaultUncaughtExceptionHandler(own);
        Map<String, String> configuration = new TreeMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("baton."))
                .forEach(key -> configuration.put(key, System.getProperty(key)));
        try (Baton baton = Baton.connect(configuration)) {
            System.out.println("connected: " + baton);
        } catch (BatonException | IllegalArgumentException refused) {
            System.out.println(CAUGHT + refused.getMessage());
        }
        Thread careless = new Thread(() -> {
            throw new IllegalStateException("of the application");
        });
        careless.start();
        careless.join();
        if (Thread.getDefaultUncaughtExceptionHandler() == own) {
            System.out.println(LIVES);
        }
    }
}
