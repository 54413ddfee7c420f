// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What {@link ChildJvm} is to run. Built up by one thread; may be started more than once. */
public final class ChildJvmSpec {

    private final String mainClass;
    private final List<String> jvmArguments = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final List<String> prefix = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path", "");
    private Path directory = Path.of("");
    private Consumer<String> onOutput = line -> {};
    private Consumer<String> onError = line -> {};

    private ChildJvmSpec(String mainClass) {
        this.mainClass = mainClass;
    }

    static ChildJvmSpec of(String mainClass) {
        return new ChildJvmSpec(mainClass);
    }

    /** In place of the class path of this JVM. */
    public ChildJvmSpec classPath(String path) {
        classPath = path;
        return this;
    }

    /** A command that runs the JVM and becomes it, as {@code ip netns exec name} does. */
    public ChildJvmSpec through(List<String> command) {
        prefix.addAll(command);
        return this;
    }

    public ChildJvmSpec jvmArguments(String... added) {
        jvmArguments.addAll(List.of(added));
        return this;
    }

    public ChildJvmSpec systemProperty(String key, String value) {
        return jvmArguments("-D" + key + "=" + value);
    }

    public ChildJvmSpec arguments(String... added) {
        arguments.addAll(List.of(added));
        return this;
    }

    /** The working directory; by default that of this JVM. */
    public ChildJvmSpec directory(Path path) {
        directory = path;
        return this;
    }

    /** Called with each line of output, by one thread. It must not block for long: the child's output waits for it. */
    public ChildJvmSpec onOutput(Consumer<String> consumer) {
        onOutput = consumer;
        return this;
    }

    /** Called with each line of error output, by one thread, not the one that {@link #onOutput} is called by. */
    public ChildJvmSpec onError(Consumer<String> consumer) {
        onError = consumer;
        return this;
    }

    public ChildJvm start() {
        return ChildJvm.start(this);
    }

    String mainClass() {
        return mainClass;
    }

    Path directory() {
        return directory.toAbsolutePath();
    }

    Consumer<String> onOutput() {
        return onOutput;
    }

    Consumer<String> onError() {
        return onError;
    }

    List<String> command() {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classPath));
        // The parent reads UTF-8 whatever the locale of the child would have it write.
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        // No program that elects reads Java objects. An argument of the specification can say otherwise.
        command.add("-Djdk.serialFilter=!*");
        command.addAll(jvmArguments);
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
