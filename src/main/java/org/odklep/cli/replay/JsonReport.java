package org.odklep.cli.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.odklep.cli.replay.log.UnreadLine;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.PolicyForm;
import tools.jackson.databind.json.JsonMapper;

/** A report as one JSON document. Instants are UTC; what is not known is left out. */
final class JsonReport {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonReport() {}

    static String of(ReplayReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("summary", summary(report));
        document.put("policies", policies(report.policies()));
        document.put(
                "internalDomains", report.internal().domains().stream().sorted().toList());
        document.put("internalDomainsGuessed", report.internal().guessed());
        document.put("restrictions", findings(report, Finding.Event.RESTRICTION));
        document.put("alerts", findings(report, Finding.Event.ALERT, Finding.Event.SHADOW));
        document.put("refused", findings(report, Finding.Event.TOO_MANY_RECIPIENTS, Finding.Event.TOO_FAST));
        document.put(
                "unparsable",
                report.reading().unread().stream().map(JsonReport::unread).toList());
        document.put("notices", report.notices());
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }

    private static Map<String, Object> summary(ReplayReport report) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("accounts", report.accounts());
        summary.put("restrictedAccounts", report.restrictedAccounts());
        summary.put("messages", report.reading().messages().size());
        summary.put("recipients", report.recipients());
        summary.put("recipientsNotReached", report.notReached());
        report.reading().first().ifPresent(first -> summary.put("first", first.toString()));
        report.reading().last().ifPresent(last -> summary.put("last", last.toString()));
        summary.put("lines", report.reading().counts().lines());
        summary.put("postfixLines", report.reading().counts().postfix());
        summary.put("unparsableLines", report.reading().counts().unread());
        summary.put("messagesWithoutUser", report.reading().counts().withoutUser());
        summary.put("messagesNotAccepted", report.reading().counts().notAccepted());
        return summary;
    }

    private static Map<String, Object> policies(PolicyChoice choice) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (OutboundPolicy policy : choice.policies()) {
            Map<String, Object> document = PolicyForm.write(policy, list.size());
            document.remove("id");
            list.add(document);
        }
        Map<String, Object> policies = new LinkedHashMap<>();
        policies.put("origin", choice.origin());
        policies.put("value", list);
        return policies;
    }

    private static List<Map<String, Object>> findings(ReplayReport report, Finding.Event... events) {
        List<Finding.Event> wanted = List.of(events);
        return report.findings().stream()
                .filter(finding -> wanted.contains(finding.event()))
                .map(JsonReport::finding)
                .toList();
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("event", finding.event().key());
        document.put("account", finding.account().value());
        document.put("since", finding.since().toString());
        finding.until().map(Instant::toString).ifPresent(until -> document.put("until", until));
        document.put("policy", finding.policy());
        document.put("limit", finding.limit().key());
        document.put("allowed", finding.allowed());
        finding.measured().ifPresent(measured -> document.put("measured", measured));
        document.put("messagesRefused", finding.messages());
        document.put("recipientsNotReached", finding.recipients());
        return document;
    }

    private static Map<String, Object> unread(UnreadLine line) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("source", line.source());
        document.put("line", line.number());
        document.put("why", line.why());
        document.put("text", line.text());
        return document;
    }
}
