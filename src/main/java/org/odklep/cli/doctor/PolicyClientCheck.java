package org.odklep.cli.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.odklep.cli.doctor.Finding.Severity;
import org.odklep.cli.doctor.RestrictionWalk.Question;

/** What Postfix does when Odklep is slow, restarted or down, and whether it finds Odklep's socket. */
final class PolicyClientCheck {
    /** An SMTP client waits minutes for an answer, but the SMTP server's processes are few (100 by default). */
    private static final long LONGEST_WAIT_SECONDS = 10;

    private final SmtpServer server;
    private final GateFinder finder;
    private final PolicyClient client;
    private final List<Finding> found = new ArrayList<>();
    private final Map<String, String> changes = new HashMap<>();

    private PolicyClientCheck(SmtpServer server, GateFinder finder, PolicyClient client) {
        this.server = server;
        this.finder = finder;
        this.client = client;
    }

    static List<Finding> of(SmtpServer server, GateFinder finder) {
        List<Finding> findings = new ArrayList<>();
        finder.anywhere(server).stream().map(Question::client).distinct().forEach(client -> {
            PolicyClientCheck check = new PolicyClientCheck(server, finder, client);
            check.waiting();
            check.tries();
            check.whenDown();
            check.socket();
            findings.addAll(check.withRemedy());
        });
        return findings;
    }

    private void waiting() {
        long timeout = seconds("timeout", 100);
        long tries = Math.max(1, number("try_limit", 2));
        long worst = tries * timeout + (tries - 1) * seconds("retry_delay", 1);
        if (worst > LONGEST_WAIT_SECONDS) {
            changes.put("timeout", "3s");
            changes.put("try_limit", "2");
            warn(
                    "waits up to " + worst + " seconds for an answer from Odklep (timeout=" + timeout + "s, try_limit="
                            + tries + ")",
                    "If Odklep hangs, every recipient takes that long, and soon all SMTP server processes are busy"
                            + " waiting.");
        }
    }

    private void tries() {
        if (number("try_limit", 2) == 1) {
            changes.put("try_limit", "2");
            warn(
                    "gives up after one try (try_limit=1)",
                    "When the connection to Odklep broke, as it does when Odklep is restarted, Postfix does not connect"
                            + " again within the same SMTP session: the rest of the session goes by default_action.");
        }
    }

    private void whenDown() {
        String action = client.setting("default_action", server.settings());
        boolean chosen = client.settings().containsKey("default_action")
                || server.settings().isSet(PolicyClient.PREFIX + "default_action");
        String word = action.strip().split("\\s+", 2)[0].toUpperCase(Locale.ROOT);
        boolean defers = word.matches("4\\d\\d|DEFER|DEFER_IF_PERMIT|DEFER_IF_REJECT");
        String what = "default_action=" + Finding.quote(action);
        if (defers && chosen) {
            hint(what + ": mail stops while Odklep is down", "Mail programs try again. DUNNO would let it pass.");
        } else if (defers) {
            changes.put("default_action", "DUNNO");
            warn(
                    "no default_action: mail stops while Odklep is down",
                    "Postfix then answers " + action + ". With DUNNO it goes on without Odklep; write"
                            + " default_action=DEFER if you want mail to wait.");
        } else if (word.matches("5\\d\\d|REJECT")) {
            changes.put("default_action", "DUNNO");
            warn(what + ": mail is refused for good while Odklep is down", "Users get it back as undeliverable.");
        } else if (word.matches("OK|PERMIT|RELAY|\\d+")) {
            changes.put("default_action", "DUNNO");
            warn(
                    what + ": while Odklep is down, the restrictions behind it are skipped",
                    "In smtpd_relay_restrictions or smtpd_recipient_restrictions that makes an open relay. DUNNO goes on"
                            + " with the next restriction.");
        }
    }

    /** A chrooted server takes an absolute path from its queue directory on. */
    private void socket() {
        PolicyEndpoint asked = client.endpoint().orElse(PolicyEndpoint.USUAL);
        PolicyEndpoint real = server.settings().onHost(asked);
        boolean elsewhere = asked instanceof PolicyEndpoint.Unix unix && unix.isAbsolute() && !real.equals(asked);
        boolean met = finder.gate().isKnown() && finder.reaches(real);
        if (elsewhere && !met) {
            found.add(new Finding(
                    finder.gate().isKnown() ? Severity.ERROR : Severity.WARNING,
                    server.id(),
                    "runs in a chroot and takes " + asked + " for " + real,
                    "Odklep's socket must be at that place, or Postfix does not find it.",
                    "Let Odklep listen on " + server.settings().text("queue_directory")
                            + "/odklep/policy and write unix:odklep/policy, use inet:, or put \"n\" into the chroot"
                            + " column of master.cf."));
        }
    }

    private List<Finding> withRemedy() {
        if (changes.isEmpty()) {
            return found;
        }
        String remedy = new Remedies(finder).rewrite(server, client, client.with(changes));
        return found.stream()
                .map(finding -> finding.severity() == Severity.WARNING
                                && finding.remedy().isEmpty()
                        ? new Finding(finding.severity(), finding.service(), finding.what(), finding.why(), remedy)
                        : finding)
                .toList();
    }

    private long seconds(String setting, long otherwise) {
        OptionalLong seconds = PolicyClient.seconds(client.setting(setting, server.settings()));
        return seconds.orElse(otherwise);
    }

    private long number(String setting, long otherwise) {
        String text = client.setting(setting, server.settings());
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : otherwise;
    }

    private void warn(String what, String why) {
        found.add(new Finding(Severity.WARNING, server.id(), what, why, ""));
    }

    private void hint(String what, String why) {
        found.add(new Finding(Severity.HINT, server.id(), what, why, ""));
    }
}
