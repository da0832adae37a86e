package org.odklep.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import org.odklep.cli.doctor.Finding.Severity;

/** What else of a service's settings keeps Odklep from working, or from being understood. */
final class ServiceCheck {
    private ServiceCheck() {}

    /** Mistakes with which the service takes no mail. */
    static List<Finding> broken(SmtpServer server) {
        List<Finding> findings = new ArrayList<>();
        strayWords(server, findings);
        undefinedClasses(server, findings);
        findings.addAll(server.flaws());
        return findings;
    }

    /** Settings of a service that asks Odklep. */
    static List<Finding> settings(SmtpServer server, Gate gate) {
        List<Finding> findings = new ArrayList<>();
        softBounce(server, findings);
        recipientLimit(server, gate, findings);
        trustedNetworks(server, findings);
        return findings;
    }

    private static void strayWords(SmtpServer server, List<Finding> findings) {
        List<String> stray = server.settings().service().stray();
        if (!stray.isEmpty()) {
            findings.add(new Finding(
                    Severity.ERROR,
                    server.id(),
                    "has words behind smtpd that are no option: " + Finding.quote(String.join(" ", stray)),
                    "The SMTP server ends with a fatal error before it greets. A space within an option of master.cf ends"
                            + " the option, also behind a comma or around \"=\".",
                    "Write each option without spaces, as in -o name=a,b, or in braces, as in -o { name = a, b }."));
        }
    }

    private static void undefinedClasses(SmtpServer server, List<Finding> findings) {
        for (String name : server.settings().restrictionClasses()) {
            if (server.settings().text(name).isEmpty()) {
                findings.add(new Finding(
                        Severity.ERROR,
                        server.id(),
                        "the restriction class \"" + Finding.quote(name) + "\" is listed but has no definition",
                        "The SMTP server ends with a fatal error before it greets: clients connect and hear nothing.",
                        "Define it in main.cf, or take it out of smtpd_restriction_classes."));
            }
        }
    }

    private static void softBounce(SmtpServer server, List<Finding> findings) {
        if (server.settings().isOn("soft_bounce")) {
            findings.add(new Finding(
                    Severity.WARNING,
                    server.id(),
                    "soft_bounce = yes turns 550 5.1.8 into 450 4.1.8",
                    "Mail programs try again for days instead of telling a restricted user.",
                    Remedies.set(server.settings(), "soft_bounce", "no")));
        }
    }

    private static void recipientLimit(SmtpServer server, Gate gate, List<Finding> findings) {
        String limit = server.settings().text("smtpd_recipient_limit");
        if (limit.matches("\\d{1,9}") && Integer.parseInt(limit) < gate.recipientsPerMessage()) {
            findings.add(new Finding(
                    Severity.HINT,
                    server.id(),
                    "smtpd_recipient_limit = " + limit + " is below Odklep's limit of " + gate.recipientsPerMessage()
                            + " recipients in one message",
                    "Postfix answers 452 4.5.3 first, and mail programs send the rest as further messages: Odklep's own"
                            + " limit is never reached.",
                    Remedies.set(
                            server.settings(), "smtpd_recipient_limit", String.valueOf(gate.recipientsPerMessage()))));
        }
    }

    private static void trustedNetworks(SmtpServer server, List<Finding> findings) {
        boolean relays = server.walk(RestrictionPlace.RELAY).canEndBy("permit_mynetworks")
                || server.walk(RestrictionPlace.RECIPIENT).canEndBy("permit_mynetworks");
        if (relays) {
            findings.add(new Finding(
                    Severity.HINT,
                    server.id(),
                    "clients in $mynetworks may send without signing in (permit_mynetworks)",
                    "Their mail has no user: Odklep neither counts nor stops it. Web applications on the mail server are"
                            + " such clients.",
                    ""));
        }
    }
}
