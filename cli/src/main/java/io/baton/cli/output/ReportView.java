// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.output;

import io.baton.cli.doctor.Checkup;
import io.baton.cli.doctor.Finding;
import io.baton.connection.SessionStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What was found, as lines for people and as JSON on one line. */
public final class ReportView {

    private ReportView() {}

    /** A line for each finding, or one that says that there is none. */
    public static String text(Checkup.Report report) {
        return report.findings().isEmpty()
                ? "nothing found" + report.session().map(ReportView::summary).orElse("")
                : report.findings().stream()
                        .map(finding -> finding.area() + ": " + ElectionView.printable(finding.text()))
                        .collect(Collectors.joining("\n"));
    }

    private static String summary(SessionStatus session) {
        return "; server " + session.server().orElse("unknown") + ", lease "
                + session.leaseDuration().toMillis() + "ms, a leadership is held for "
                + session.validity().toMillis() + "ms after each renewal";
    }

    public static String json(Checkup.Report report) {
        Map<String, String> object = new LinkedHashMap<>();
        object.put(
                "findings",
                Json.array(report.findings().stream().map(ReportView::json).toList()));
        object.put("session", Json.orNull(report.session().map(ReportView::json)));
        return Json.object(object);
    }

    private static String json(Finding finding) {
        Map<String, String> object = new LinkedHashMap<>();
        object.put("area", Json.string(finding.area()));
        object.put("text", Json.string(finding.text()));
        return Json.object(object);
    }

    private static String json(SessionStatus session) {
        Map<String, String> object = new LinkedHashMap<>();
        object.put("server", Json.orNull(session.server().map(Json::string)));
        object.put("leaseMillis", Long.toString(session.leaseDuration().toMillis()));
        object.put("validityMillis", Long.toString(session.validity().toMillis()));
        return Json.object(object);
    }
}
