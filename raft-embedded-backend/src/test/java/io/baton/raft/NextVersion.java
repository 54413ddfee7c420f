// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A build of this module as a later version could be: format level 2 has one more kind of request. Compiled from the sources of
 * this version, with these few lines changed.
 */
final class NextVersion {

    private static final Path SOURCES = Path.of("src/main/java/io/baton/raft/state");

    private NextVersion() {}

    /** The class path of a JVM that runs it. */
    static String compiledInto(Path directory) throws IOException {
        List<Path> changed = List.of(
                change(
                        directory,
                        "request/FormatLevel.java",
                        "LATEST = FIRST;",
                        "LATEST = new FormatLevel(2, \"0.2.0\");"),
                change(
                        directory,
                        "codec/ReplyCodec.java",
                        "new Reply.Acted(in.number(), in.small(),",
                        "new Reply.Acted(in.number(), RequestCodec.heard(in.small()),"),
                change(
                        directory,
                        "codec/RequestCodec.java",
                        "    private static final int PROVE = 1;",
                        """
                            private static final int PROVE = 1;
                            private static final int NEW_KIND = 99;
                            private static volatile int level = 1;

                            static int heard(int ofGroup) {
                                level = ofGroup;
                                return ofGroup;
                            }
                        """,
                        "out.small(PROVE).number(prove.fence());",
                        "out.small(level < 2 ? PROVE : NEW_KIND).number(prove.fence());",
                        "case PROVE -> new Request.Prove(in.number());",
                        "case PROVE, NEW_KIND -> new Request.Prove(in.number());"));
        String classPath = System.getProperty("java.class.path", "");
        compile(changed, directory, classPath);
        return directory + System.getProperty("path.separator") + classPath;
    }

    private static Path change(Path directory, String name, String... replacements) throws IOException {
        Path file = SOURCES.resolve(name);
        String source = Files.readString(file);
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(source).contains(replacements[i]);
            source = source.replace(replacements[i], replacements[i + 1]);
        }
        return Files.writeString(directory.resolve(file.getFileName()), source);
    }

    private static void compile(List<Path> sources, Path directory, String classPath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = new ArrayList<>(List.of("-d", directory.toString(), "-cp", classPath, "-proc:none"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }
}
