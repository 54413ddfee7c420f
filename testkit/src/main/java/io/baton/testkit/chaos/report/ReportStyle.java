// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.report;

/** How the page looks: light or dark as the reader has chosen, in colours of Okabe and Ito that colour-blind people tell apart. */
final class ReportStyle {

    static final String CSS = """

            :root {
              color-scheme: light dark;
              --back: #ffffff; --text: #1b1f24; --soft: #57606a; --rule: #d8dee4; --card: #f6f8fa;
              --lead: #0072b2; --on-lead: #ffffff; --fault: #e69f00; --label: #7a4b00; --bad: #b3200c; --good: #00664b;
            }
            @media (prefers-color-scheme: dark) {
              :root {
                --back: #12161b; --text: #e6edf3; --soft: #a3adb8; --rule: #343b44; --card: #1b2129;
                --lead: #56b4e9; --on-lead: #04202f; --fault: #e69f00; --label: #f2c46d; --bad: #ff8f73; --good: #4fd1a5;
              }
            }
            body {
              margin: 0 auto; padding: 24px; max-width: 1180px; background: var(--back); color: var(--text);
              font: 15px/1.5 system-ui, sans-serif;
            }
            h1 { font-size: 26px; margin: 0 0 4px; }
            h2 { font-size: 19px; margin: 36px 0 8px; border-bottom: 1px solid var(--rule); padding-bottom: 4px; }
            h3 { font-size: 15px; margin: 18px 0 4px; }
            p { margin: 6px 0; max-width: 1040px; }
            .soft { color: var(--soft); }
            .verdict { font-size: 18px; padding: 12px 16px; border-left: 6px solid; background: var(--card); max-width: none; }
            .kept { color: var(--good); }
            .broken { color: var(--bad); }
            .verdict span { color: var(--text); }
            .legend { max-width: none; }
            table { border-collapse: collapse; margin: 8px 0; }
            th, td { text-align: left; padding: 4px 10px 4px 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
            th { font-weight: 600; color: var(--soft); font-size: 13px; }
            td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            td.answer { font-weight: 600; white-space: nowrap; }
            table.faults { font-size: 14px; }
            table.faults td:first-child { white-space: nowrap; }
            td.strip { padding-top: 2px; padding-bottom: 0; }
            pre {
              background: var(--card); padding: 10px 14px; overflow-x: auto; font: 13px/1.5 ui-monospace, monospace;
              white-space: pre-wrap; overflow-wrap: anywhere;
            }
            .scroll { overflow-x: auto; }
            svg { display: block; font: 11px system-ui, sans-serif; }
            svg.chart { width: 100%; min-width: 900px; height: auto; }
            svg.sample { display: inline-block; vertical-align: -3px; margin: 0 5px 0 14px; }
            svg text { fill: var(--text); }
            svg .soft { fill: var(--soft); }
            svg .end { text-anchor: end; }
            svg .middle { text-anchor: middle; }
            .grid { stroke: var(--rule); stroke-width: 1; }
            .alive { stroke: var(--soft); stroke-width: 1.5; }
            .lead { fill: var(--lead); }
            svg .token { fill: var(--on-lead); }
            .band { fill: var(--fault); fill-opacity: 0.28; }
            .edge { stroke: var(--fault); stroke-width: 1.5; }
            svg .fault { fill: var(--label); }
            svg .failed { fill: var(--bad); font-weight: 700; }
            .overlap { fill: var(--bad); fill-opacity: 0.35; stroke: var(--bad); stroke-width: 2; stroke-dasharray: 4 2; }
            .dot { fill: var(--lead); fill-opacity: 0.55; stroke: var(--lead); }
            svg .stayed { font-size: 26px; font-weight: 600; fill: var(--lead); }
            .bound { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 5 4; }
            """;

    private ReportStyle() {}
}
