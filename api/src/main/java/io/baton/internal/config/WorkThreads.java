// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** The kinds of threads that tasks run in. */
public final class WorkThreads {

    static final String KEY = "baton.work-threads";

    /** One thread of the operating system for each task that runs. */
    public static final ThreadFactory PLATFORM = Thread::new;

    private WorkThreads() {}

    /** The threads that the configuration names. */
    static ThreadFactory of(String value) {
        return switch (value) {
            case "platform" -> PLATFORM;
            case "virtual" ->
                virtual()
                        .orElseThrow(() -> new IllegalArgumentException(KEY + " is 'virtual', but Java "
                                + Runtime.version().feature()
                                + " has no virtual threads; run on Java 21 or later, or set it to platform"));
            default -> throw new IllegalArgumentException(KEY + " is '" + value + "'; give platform or virtual");
        };
    }

    /** By name, because this library is compiled for Java 17. */
    private static Optional<ThreadFactory> virtual() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
            MethodHandle factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
            return Optional.of((ThreadFactory) factory.invoke(ofVirtual.invoke()));
        } catch (Throwable absent) {
            return Optional.empty();
        }
    }
}
