package org.odklep.web.admin.home;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that whoever helps needs to know of an account that has trouble. It is made of what the pages show: hashes,
 * tokens and codes are no part of it, and of recipients there are only the domains. Times are in UTC, as ISO 8601 has them.
 *
 * @param format raised when something changes its meaning
 * @param organisation null while nobody named it
 * @param finding what the guide found, in a sentence
 * @param nextStep what the guide would have done
 * @param user what the built-in directory knows; null for an account that lives elsewhere
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SupportCase(
        String format,
        @Nullable String organisation,
        String account,
        String preparedAt,
        String preparedBy,
        Map<String, String> versions,
        String finding,
        String nextStep,
        List<Checked> checks,
        @Nullable Owner user,
        List<HeldBy> locks,
        List<Restriction> restrictions,
        @Nullable Exception allowedBy,
        Policy policy,
        List<SignIn> signIns,
        List<Message> messages,
        List<Gate> gates) {
    static final String FORMAT = "odklep-support-case/1";

    /**
     * Something that was looked at.
     *
     * @param text what was found; empty where the state says it all
     */
    record Checked(String title, String state, String text) {}

    /** Of the directory. */
    record Owner(
            String name,
            String displayName,
            List<String> aliases,
            List<String> groups,
            List<String> roles,
            String createdAt,
            String passwordChangedAt,
            boolean hasPassword,
            boolean mustChangePassword,
            @Nullable String lastSignInAt,
            String sessionsValidFrom) {}

    /**
     * A lock that holds.
     *
     * @param kind {@code sendingRestriction}, {@code lockout}, {@code signInBlock} or {@code passwordChange}
     */
    record HeldBy(
            String kind,
            @Nullable String reference,
            String reason,
            String setBy,
            String since,
            @Nullable String until) {}

    /** A restriction, be it over or not. */
    record Restriction(
            String reference,
            String account,
            String reason,
            String setBy,
            String since,
            @Nullable String until,
            long refused,
            @Nullable String endedAt,
            @Nullable String endedBy,
            @Nullable String endReason,
            @Nullable Measured evidence) {}

    /** What was measured when a limit was crossed. */
    record Measured(
            String policy, String limit, long allowed, long measured, List<Client> clients, List<Message> messages) {}

    record Client(String address, long messages, String lastAt) {}

    /** The entry of the allow-list that covers the account. */
    record Exception(
            String pattern,
            String reason,
            String addedBy,
            String addedAt,
            @Nullable String until) {}

    record Policy(String name, String mode, String action, List<Sent> sent) {}

    /** @param allowed 0 for no limit */
    record Sent(String limit, long measured, long allowed) {}

    record SignIn(
            String at, String client, String kind, boolean familiarPlace, String outcome, int number, String meaning) {}

    record Message(
            String at,
            String queueId,
            String sender,
            int recipients,
            List<String> recipientDomains,
            long size,
            String client) {}

    record Gate(
            String kind,
            String endpoint,
            String state,
            long requests,
            long errors,
            @Nullable String lastRequestAt) {}
}
