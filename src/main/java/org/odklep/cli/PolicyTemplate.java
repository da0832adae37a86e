package org.odklep.cli;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.odklep.cli.client.Json;
import org.odklep.sending.Limit;
import org.odklep.sending.Limits;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.PolicyForm;

/** A policy document to start from. */
final class PolicyTemplate {
    private PolicyTemplate() {}

    /** @param explained with comments, on lines of their own before the JSON that begin with "#" */
    static String text(ZoneId zone, boolean explained) {
        Map<String, Object> document = PolicyForm.write(OutboundPolicy.initial(zone), 0);
        document.remove("id");
        document.remove("isDefault");
        document.remove("priority");
        document.put("displayName", "Newsletter");
        document.put("conditions", Map.of("accounts", List.of("newsletter@example.com")));
        return (explained ? comments() : "") + Json.pretty(Json.of(document)) + "\n";
    }

    private static String comments() {
        StringBuilder limits = new StringBuilder();
        for (Limit limit : Limit.values()) {
            limits.append("#   ")
                    .append(limit.key())
                    .append(": ")
                    .append(limit.words())
                    .append('\n');
        }
        return """
                # A policy for: odklep policy create --file FILE. Lines that begin with "#" are left out.
                #
                # displayName   unique, 1 to 64 characters
                # isEnabled     false lets the next policy decide
                # priority      0 is tried first; the first policy that covers an account applies;
                #               left out: last before the default policy
                # mode          enforce, or shadow: decide and record, refuse nothing (try it so first)
                # actionWhenThresholdReached
                #   BlockUser: restrict until released
                #   BlockUserForToday: restrict until midnight in timeZone
                #   Alert: record it, refuse nothing
                # limits        from 1 to %d, 0 for no limit:
                %s# conditions    accounts, groups, domains (with their subdomains): values of one kind are
                #               alternatives, all kinds that are given must match; empty means everybody
                # exceptions    one that matches is enough to be left out
                """.formatted(Limits.MAX, limits);
    }
}
