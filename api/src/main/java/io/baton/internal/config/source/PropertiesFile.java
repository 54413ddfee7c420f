// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import io.baton.internal.config.SettingsReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The file of properties that {@code baton.config} names, in UTF-8. */
final class PropertiesFile {

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private PropertiesFile() {}

    /** The keys of the file that begin with {@code baton.}. */
    static Map<String, SourcedValue> read(SourcedValue path) {
        Path file = path(path);
        Properties properties = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            skipByteOrderMark(reader);
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            // The text of the second one, about an escape, and those of decoders do not repeat what the file says.
            throw new IllegalArgumentException(
                    ConfigurationKeys.CONFIG + " names " + file + ", which cannot be read ("
                            + e.getClass().getSimpleName()
                            + "); give a file of properties in UTF-8 that this process may read",
                    e);
        }
        Map<String, SourcedValue> values = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(SettingsReader.PREFIX)) {
                values.put(key, new SourcedValue(properties.getProperty(key), "the file " + file));
            }
        }
        if (values.containsKey(ConfigurationKeys.CONFIG)) {
            throw new IllegalArgumentException("the file " + file + " sets " + ConfigurationKeys.CONFIG
                    + ", but a file names no other file; remove the line");
        }
        return values;
    }

    /** Editors write one, and the first key would begin with it. */
    private static void skipByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }

    private static Path path(SourcedValue path) {
        try {
            return Path.of(path.value().strip()).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    ConfigurationKeys.CONFIG + " is '" + path.value() + "', which is not a path; give that of a file",
                    e);
        }
    }
}
