// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one scrape in Prometheus's text format has. */
record Scrape(List<Series> series) {

    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    record Series(String name, Map<String, String> labels, double value) {}

    static Scrape of(String text) {
        List<Series> found = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher sample = LINE.matcher(line);
            if (!line.startsWith("#") && sample.matches()) {
                Map<String, String> labels = new TreeMap<>();
                Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
                while (label.find()) {
                    labels.put(label.group(1), label.group(2));
                }
                found.add(new Series(sample.group(1), labels, Double.parseDouble(sample.group(3))));
            }
        }
        return new Scrape(found);
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        series.forEach(each -> names.add(each.name()));
        return names;
    }

    double value(SeriesSelector selector) {
        return series.stream()
                .filter(selector::selects)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not in the scrape: " + selector))
                .value();
    }
}
