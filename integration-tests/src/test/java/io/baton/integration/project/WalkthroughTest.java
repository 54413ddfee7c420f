// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guided reading of the source names classes and methods that exist. */
class WalkthroughTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs").resolve("walkthrough.md");
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final String JAVA = ".java";

    /** A class, after which may come nested classes and a method, with or without its parameters. */
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*(?:\\.\\w+)*)(?:\\(\\w*\\))?`");

    /** Classes of the stores' clients, which the sources call. */
    private static final Set<String> OF_CLIENTS =
            Set.of("ClientCall", "KVGrpc", "RaftClientProtocolServiceGrpc", "RaftServer", "ZooKeeper");

    private static final int MOST_TO_THE_FIRST_REQUEST = 20;
    private static final int MOST_TO_THE_DEADLINE = 14;

    @Test
    void everyNameInTheWalkthroughExists() throws IOException {
        Set<String> names = namesIn(Files.readString(PAGE));
        assertThat(names).hasSizeGreaterThan(100);
        assertThat(unknown(names)).as("names without a source in " + PAGE).isEmpty();
    }

    @Test
    void theWaysAreAsShortAsThePageSays() throws IOException {
        List<Integer> toTheFirstRequest = ways("From `DefaultElector.start`");
        List<Integer> toTheDeadline = ways("From the SDK's callback");

        assertThat(toTheFirstRequest)
                .hasSize(3)
                .allMatch(classes -> classes > 10 && classes <= MOST_TO_THE_FIRST_REQUEST);
        assertThat(toTheDeadline).hasSize(3).allMatch(classes -> classes > 10 && classes <= MOST_TO_THE_DEADLINE);
    }

    /** The number of classes on the way of each backend: those of the backend, and those that all ways have. */
    private static List<Integer> ways(String heading) throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("\n* ", page.indexOf(heading));
        int common = 0;
        List<Integer> own = new ArrayList<>();
        for (String item : page.substring(begin, page.indexOf("\n\n", begin)).split("\n\\* ", -1)) {
            if (item.startsWith("All:")) {
                common = namesIn(item).size();
            } else if (!item.isEmpty()) {
                own.add(namesIn(item).size());
            }
        }
        int all = common;
        return own.stream().map(classes -> classes + all).toList();
    }

    @Test
    void aNameThatDoesNotExistIsFound() throws IOException {
        Set<String> known = namesIn("`QueueEntry`, `ElectionLoop.turn()`, `SessionFence.Proof.refused`");
        Set<String> made = namesIn("`NoClass`, `ElectionLoop.noMethod(now)`, `SessionFence.NoNested.prove`");

        assertThat(unknown(known)).isEmpty();
        assertThat(unknown(made)).containsExactly("ElectionLoop.noMethod", "NoClass", "SessionFence.NoNested.prove");
    }

    private static Set<String> namesIn(String text) {
        return NAME.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> unknown(Set<String> names) throws IOException {
        Map<String, List<Path>> sources = sources();
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            String[] words = name.split("\\.", -1);
            List<Path> ofThatName = sources.getOrDefault(words[0], List.of());
            if (!OF_CLIENTS.contains(words[0]) && !isInOneOf(ofThatName, words)) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    /** Modules may have classes of the same name; one of them has all the words. */
    private static boolean isInOneOf(List<Path> sources, String[] words) throws IOException {
        for (Path source : sources) {
            String text = Files.readString(source);
            if (Stream.of(words).allMatch(word -> hasWord(text, word))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasWord(String text, String word) {
        return Pattern.compile("\\b" + word + "\\b").matcher(text).find();
    }

    /** The files of all modules by the names of their classes. */
    private static Map<String, List<Path>> sources() throws IOException {
        List<Path> modules;
        try (Stream<Path> all = Files.list(ROOT)) {
            modules = all.map(module -> module.resolve(MAIN))
                    .filter(Files::isDirectory)
                    .toList();
        }
        Map<String, List<Path>> sources = new HashMap<>();
        for (Path module : modules) {
            try (Stream<Path> files = Files.walk(module)) {
                files.filter(file -> file.toString().endsWith(JAVA))
                        .forEach(file -> sources.computeIfAbsent(className(file), absent -> new ArrayList<>())
                                .add(file));
            }
        }
        return sources;
    }

    private static String className(Path source) {
        String name = String.valueOf(source.getFileName());
        return name.substring(0, name.length() - JAVA.length());
    }
}
