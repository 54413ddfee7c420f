// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One series that an expression for Prometheus names.
 *
 * @param name the name of the series
 * @param values the labels that must have exactly these values
 * @param labels the labels that the expression uses, in selectors or to group by; not those that Prometheus adds to each target
 */
record SeriesSelector(String name, Map<String, String> values, Set<String> labels) {

    private static final Pattern SERIES = Pattern.compile("\\b(baton_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)(=~|!~|!=|=)\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Set<String> OF_TARGETS = Set.of("instance", "job");

    /** All series that the expression names. */
    static List<SeriesSelector> in(String expression) {
        Set<String> grouped = new HashSet<>();
        Matcher grouping = GROUPING.matcher(expression);
        while (grouping.find()) {
            grouped.addAll(List.of(grouping.group(1).split("\\s*,\\s*")));
        }
        List<SeriesSelector> found = new ArrayList<>();
        Matcher series = SERIES.matcher(expression);
        while (series.find()) {
            found.add(of(series.group(1), series.group(2) == null ? "" : series.group(2), grouped));
        }
        return found;
    }

    private static SeriesSelector of(String name, String matchers, Set<String> grouped) {
        Map<String, String> values = new TreeMap<>();
        Set<String> labels = new HashSet<>(grouped);
        Matcher label = LABEL.matcher(matchers);
        while (label.find()) {
            labels.add(label.group(1));
            if (label.group(2).equals("=") && !label.group(3).startsWith("$")) {
                values.put(label.group(1), label.group(3));
            }
        }
        labels.removeAll(OF_TARGETS);
        return new SeriesSelector(name, values, labels);
    }

    /** Whether a scraped series is one that this selects. */
    boolean selects(Scrape.Series series) {
        return series.name().equals(name)
                && series.labels().entrySet().containsAll(values.entrySet())
                && series.labels().keySet().containsAll(labels);
    }
}
