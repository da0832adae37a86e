package org.odklep.web.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.web.admin.list.Chart;

/**
 * What an account lately did and what was done to it, in finished words.
 *
 * @param signIns its last attempts to sign in; null when the reader may not see them
 * @param mail what it lately sent; null when the reader may not see it
 * @param restrictions its restrictions up to now, the last one first
 * @param entries what the audit log holds about it; null when the reader may not see that
 * @param needs what the reader may not see, and which role may
 */
record AccountActivity(
        @Nullable List<SignInLogPages.Row> signIns,
        @Nullable Mail mail,
        List<RestrictionRow> restrictions,
        @Nullable List<AuditRow> entries,
        List<String> needs) {
    /**
     * What an account sent.
     *
     * @param policy the one that applies; policyHref where it stands
     * @param limits how much of each limit is used
     * @param chart recipients per hour; null when there is nothing to draw
     */
    record Mail(
            String policy,
            String policyHref,
            List<Used> limits,
            @Nullable Chart chart,
            List<RestrictionDetails.Message> messages) {}

    /**
     * What was sent within the window of a limit.
     *
     * @param full whether the next one crosses it
     */
    record Used(String limit, String sent, String allowed, boolean full) {}

    boolean hasChart() {
        return mail != null && mail.chart() != null;
    }

    boolean isEmpty() {
        return restrictions.isEmpty()
                && (signIns == null || signIns.isEmpty())
                && (mail == null || mail.messages().isEmpty());
    }
}
