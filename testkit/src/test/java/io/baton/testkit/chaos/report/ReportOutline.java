// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** A page as a parser sees it. Immutable. */
final class ReportOutline {

    private static final Set<String> SHOWN = Set.of("h1", "h2", "h3", "pre", "table", "svg");

    private final Document page;

    private ReportOutline(Document page) {
        this.page = page;
    }

    /** Fails if an element is not closed, or a text not escaped. */
    static ReportOutline of(String page) throws Exception {
        return new ReportOutline(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page))));
    }

    /** Headings, pictures and tables in order, without strips and samples of colours. */
    List<String> parts() {
        List<String> parts = new ArrayList<>();
        for (Element element : all("*")) {
            if (SHOWN.contains(element.getTagName())) {
                String kind = element.getAttribute("class");
                boolean isText = element.getTagName().matches("h\\d|pre");
                parts.add(element.getTagName() + " " + (isText ? element.getTextContent() : kind));
            }
        }
        parts.removeAll(List.of("svg strip", "svg sample"));
        return parts;
    }

    /** The texts of all elements of that name and class. */
    List<String> texts(String element, String kind) {
        return all(element).stream()
                .filter(each -> each.getAttribute("class").equals(kind))
                .map(each -> each.getTextContent().strip().replaceAll("\\s+", " "))
                .toList();
    }

    /** How many there are of that element and class. */
    long count(String element, String kind) {
        return texts(element, kind).size();
    }

    /** What is told of each element of that class when a reader points at it. */
    List<String> titles(String kind) {
        return all("g").stream()
                .filter(group -> IntStream.range(0, group.getChildNodes().getLength())
                        .mapToObj(group.getChildNodes()::item)
                        .anyMatch(child -> child instanceof Element shape
                                && shape.getAttribute("class").equals(kind)))
                .map(group -> group.getElementsByTagName("title").item(0).getTextContent())
                .toList();
    }

    private List<Element> all(String name) {
        var found = page.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }
}
