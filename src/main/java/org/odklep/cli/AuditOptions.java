package org.odklep.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.cli.client.ServerClient;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import picocli.CommandLine.Option;

/** Which entries of the audit log are wanted. */
final class AuditOptions {
    private static final String AND = ServerClient.segment(" and ");

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description = "Only entries about this account, or policy:NAME or token:NAME.")
    private @Nullable String target;

    @Option(
            names = "--actor",
            paramLabel = "ACTOR",
            description = "Only what this administrator did, or token:NAME or policy:NAME.")
    private @Nullable String actor;

    @Option(names = "--action", paramLabel = "ACTION", description = "Only this action, such as policy.update.")
    private @Nullable String action;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only from the beginning of this day on: 2027-01-31, or 2027-01-31T12:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only until the end of this day, or this instant.")
    private @Nullable String until;

    /** The part of an address that asks for them; empty for all. */
    String query() {
        List<String> terms = new ArrayList<>();
        equal(terms, "target", target);
        equal(terms, "initiatedBy/user/userPrincipalName", actor);
        equal(terms, "activityDisplayName", action);
        if (since != null) {
            terms.add(time("ge", since));
        }
        if (until != null) {
            terms.add(time("le", until));
        }
        return terms.isEmpty() ? "" : "&$filter=" + String.join(AND, terms);
    }

    private static void equal(List<String> terms, String key, @Nullable String value) {
        if (value != null) {
            terms.add(Filter.equal(key, value));
        }
    }

    /** A day is left to the server, which knows the organisation's time zone. */
    private static String time(String operator, String text) {
        try {
            Object time = text.contains("T") ? OffsetDateTime.parse(text).toInstant() : LocalDate.parse(text);
            return ServerClient.segment("activityDateTime " + operator + " " + time);
        } catch (DateTimeException e) {
            throw new CommandFailed(
                    ExitCode.USAGE, "'" + text + "' is not a time: say 2027-01-31 or 2027-01-31T12:00:00+01:00");
        }
    }
}
