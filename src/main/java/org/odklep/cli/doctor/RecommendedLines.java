package org.odklep.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines that connect Postfix 3.0 or later with Odklep, ready to paste. The doctor has no warning about them.
 *
 * <p>{@code try_limit=2}: with 1, Postfix (3.7, attr_clnt.c) never reconnects within an SMTP session once the connection
 * to Odklep broke, so that a restart of Odklep would leave each open session unguarded to its end.
 *
 * @param endpoint where Odklep's Postfix gate listens
 */
public record RecommendedLines(PolicyEndpoint endpoint) {
    static final String CLASS_NAME = "odklep_outbound";
    static final Map<String, String> CLIENT_SETTINGS =
            Map.of("timeout", "3s", "try_limit", "2", "default_action", "DUNNO");

    /** How Odklep is asked. */
    static PolicyClient client(PolicyEndpoint endpoint) {
        PolicyEndpoint reached = endpoint.forClients();
        return new PolicyClient(reached.toString(), Optional.of(reached), Map.of(), Optional.empty())
                .with(CLIENT_SETTINGS);
    }

    /** For main.cf. */
    public List<String> mainCf() {
        return List.of("smtpd_restriction_classes = " + CLASS_NAME, definition(CLASS_NAME, client(endpoint)));
    }

    /** For master.cf, below the line of each smtpd service at which users sign in. */
    public List<String> masterCf() {
        return List.of(
                "  -o " + RestrictionPlace.SENDER.parameter() + "=" + CLASS_NAME + ",permit",
                "  -o " + RestrictionPlace.END_OF_DATA.parameter() + "=" + CLASS_NAME);
    }

    /** Both with a word on where they go, as comments. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("# main.cf");
        lines.addAll(mainCf());
        lines.add("");
        lines.add("# master.cf: below each smtpd line with smtpd_sasl_auth_enable=yes (submission, submissions)");
        lines.addAll(masterCf());
        lines.add("");
        lines.add("# then: postfix reload");
        return String.join("\n", lines) + "\n";
    }

    /** The main.cf line that defines a restriction class which asks Odklep. */
    static String definition(String className, PolicyClient client) {
        return className + " = check_policy_service " + client.inBraces();
    }
}
