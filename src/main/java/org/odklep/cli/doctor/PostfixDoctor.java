package org.odklep.cli.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.odklep.cli.doctor.Finding.Severity;

/**
 * Examines whether Postfix asks Odklep about every message of a signed-in user, and does what it is told. It knows the
 * configuration only: whether Odklep runs, whether a firewall is between, and what tables hold, it cannot see.
 */
public final class PostfixDoctor {
    private final PostfixSettings settings;
    private final GateFinder finder;
    private final List<SmtpServer> servers;
    private final List<SmtpServer> guarded;
    private final List<Finding> findings = new ArrayList<>();

    private PostfixDoctor(PostfixSettings settings, Gate gate) {
        this.settings = settings;
        this.servers = settings.services().stream()
                .filter(service -> service.command().equals("smtpd"))
                .map(service -> new SmtpServer(new ServiceSettings(settings, service)))
                .toList();
        this.guarded = servers.stream().filter(PostfixDoctor::isForUsers).toList();
        this.finder = new GateFinder(gate, guarded);
    }

    /** Everything there is to say about a configuration, the worst first; never empty. */
    public static List<Finding> examine(PostfixSettings settings, Gate gate) {
        PostfixDoctor doctor = new PostfixDoctor(settings, gate);
        doctor.whatWasRead();
        doctor.guarded.forEach(doctor::guarded);
        doctor.servers.stream()
                .filter(server -> !doctor.guarded.contains(server))
                .forEach(doctor::unguarded);
        doctor.otherWaysIn();
        return merged(doctor.findings);
    }

    /** AUTH that a reinjection service merely inherits from main.cf is not meant for users. */
    private static boolean isForUsers(SmtpServer server) {
        boolean own = server.settings().overrides("smtpd_sasl_auth_enable");
        return server.authenticates() && (own || !server.isReinjection());
    }

    private void whatWasRead() {
        if (!settings.unread().isEmpty()) {
            add(
                    Severity.WARNING,
                    "some lines are neither parameters nor services: "
                            + Finding.quote(settings.unread().getFirst()),
                    "What they say is not considered.",
                    "Give the output of postconf -n and postconf -M, and nothing else.");
        }
        if (guarded.isEmpty()) {
            add(
                    Severity.ERROR,
                    "no service lets users sign in (smtpd_sasl_auth_enable = yes)",
                    "Odklep knows a sender by the sign-in. Here it has nothing to protect.",
                    "In master.cf enable the submission service with -o smtpd_sasl_auth_enable=yes.");
        }
        if (finder.isPresumed() && !finder.isUsual()) {
            add(
                    Severity.WARNING,
                    "took "
                            + finder.endpoints().stream()
                                    .map(PolicyEndpoint::toString)
                                    .collect(Collectors.joining(", "))
                            + " for Odklep, which usually listens elsewhere",
                    "When nobody listens there, every message passes unchecked.",
                    "Give the address that Odklep prints at its start: odklep doctor postfix --gate ENDPOINT.");
        }
    }

    private void guarded(SmtpServer server) {
        List<Finding> own = new ArrayList<>(ServiceCheck.broken(server));
        own.addAll(PlacementCheck.of(server, finder));
        own.addAll(PolicyClientCheck.of(server, finder));
        own.addAll(ServiceCheck.settings(server, finder.gate()));
        findings.addAll(own);
        if (own.stream().noneMatch(Finding::isTrouble)) {
            findings.add(new Finding(
                    Severity.OK, server.id(), "asks Odklep for each recipient and at the end of each message", "", ""));
        }
    }

    private void unguarded(SmtpServer server) {
        findings.addAll(ServiceCheck.broken(server));
        if (finder.anywhere(server).isEmpty()) {
            return;
        }
        boolean again = server.isReinjection() && server.authenticates();
        String what = server.isReinjection()
                ? "asks Odklep although a content filter hands messages back here"
                : "asks Odklep although no user can sign in here";
        String why = again
                ? "A filter that signs in for the user has each message counted a second time."
                : "There is no user to count or stop: each recipient waits for an answer that is always the same.";
        findings.add(new Finding(
                again ? Severity.WARNING : Severity.HINT,
                server.id(),
                what,
                why,
                "Ask it at the services for users only, with -o options in master.cf."));
    }

    private void otherWaysIn() {
        boolean pickup = runs("pickup") && !settings.parameters().containsKey("authorized_submit_users");
        if (pickup) {
            add(
                    Severity.HINT,
                    "mail that programs of this host hand to sendmail(1) passes no policy server",
                    "It has no signed-in user (cron, PHP's mail function): Odklep neither counts nor stops it.",
                    "authorized_submit_users in main.cf says who may use sendmail(1).");
        }
        if (runs("qmqpd")) {
            add(
                    Severity.HINT,
                    "qmqpd takes mail without a policy server",
                    "It has no signed-in user: Odklep neither counts nor stops it.",
                    "");
        }
    }

    private boolean runs(String command) {
        return settings.services().stream()
                .anyMatch(service -> service.command().equals(command));
    }

    private void add(Severity severity, String what, String why, String remedy) {
        findings.add(new Finding(severity, Finding.EVERYWHERE, what, why, remedy));
    }

    /** What is true of several services is said once. */
    private static List<Finding> merged(List<Finding> findings) {
        Map<Finding, List<String>> services = new LinkedHashMap<>();
        for (Finding finding : findings) {
            services.computeIfAbsent(finding.of(""), key -> new ArrayList<>()).add(finding.service());
        }
        return services.entrySet().stream()
                .map(entry -> entry.getKey().of(joined(entry.getValue())))
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }

    private static String joined(List<String> services) {
        List<String> names = services.stream().distinct().toList();
        String few = String.join(", ", names.subList(0, Math.min(5, names.size())));
        return names.size() <= 5 ? few : few + " and " + (names.size() - 5) + " more";
    }
}
