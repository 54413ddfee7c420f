// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A Java program in a JVM of its own. Thread-safe. */
public final class ChildJvm extends ChildProcess {

    private ChildJvm(ChildJvmSpec spec) throws IOException {
        super(
                spec.mainClass(),
                new ProcessBuilder(spec.command()).directory(spec.directory().toFile()),
                spec.onOutput(),
                spec.onError());
    }

    static ChildJvm start(ChildJvmSpec spec) {
        try {
            ChildJvm child = new ChildJvm(spec);
            child.listen();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + spec.mainClass(), e);
        }
    }

    /** A child with the class path of this JVM, not yet started. */
    public static ChildJvmSpec of(String mainClass) {
        return ChildJvmSpec.of(mainClass);
    }
}
