// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Writes records of properties as the keys of {@code Baton.connect}. Reads the components of the records, so that a new component
 * is a new key without anything to be kept in step.
 */
final class PlainKeys {

    static final String PREFIX = "baton";

    private PlainKeys() {}

    /** The keys that are set, with their values; blank text counts as not set. */
    static Map<String, String> of(BatonProperties properties) {
        Map<String, String> keys = new TreeMap<>();
        write(PREFIX, properties, keys);
        return keys;
    }

    /** All keys; a star stands for a name. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        name(PREFIX, BatonProperties.class, names);
        return names;
    }

    /** What is set in a record, without values. */
    static String describe(Record properties) {
        Map<String, String> keys = new TreeMap<>();
        write("", properties, keys);
        return properties.getClass().getSimpleName() + keys.keySet();
    }

    private static void write(String key, @Nullable Object value, Map<String, String> keys) {
        if (value instanceof Record nested) {
            RecordComponent[] components = nested.getClass().getRecordComponents();
            List<String> below = keys(key, nested.getClass());
            for (int i = 0; i < components.length; i++) {
                write(below.get(i), read(components[i], nested), keys);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, element) -> write(join(key, String.valueOf(name)), element, keys));
        } else if (value != null) {
            String text = text(value);
            if (!text.isBlank()) {
                keys.put(key, text);
            }
        }
    }

    private static String text(Object value) {
        if (value instanceof Collection<?> elements) {
            return elements.stream().map(PlainKeys::text).collect(Collectors.joining(","));
        }
        return value instanceof Enum<?> word
                ? word.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : value.toString();
    }

    private static @Nullable Object read(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static void name(String key, Type type, Set<String> names) {
        if (type instanceof Class<?> record && record.isRecord()) {
            RecordComponent[] components = record.getRecordComponents();
            List<String> below = keys(key, record);
            for (int i = 0; i < components.length; i++) {
                name(below.get(i), components[i].getGenericType(), names);
            }
        } else if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            name(key + ".*", map.getActualTypeArguments()[1], names);
        } else {
            names.add(key);
        }
    }

    /** The keys of a record's components, in their order. The names are on the parameters that Spring binds. */
    private static List<String> keys(String prefix, Class<?> record) {
        return Arrays.stream(record.getDeclaredConstructors()[0].getParameters())
                .map(parameter -> {
                    Name given = parameter.getAnnotation(Name.class);
                    return join(prefix, given == null ? dashed(parameter.getName()) : given.value());
                })
                .toList();
    }

    private static String join(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }

    private static String dashed(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
