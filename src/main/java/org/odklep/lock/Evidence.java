package org.odklep.lock;

import java.time.Duration;
import java.util.List;

/**
 * What was measured when a limit was crossed.
 *
 * @param policyId the policy that applied, as it was then
 * @param limit the key of the limit, such as {@code externalRecipientsPerHour}
 * @param allowed the limit's value then; raising it later changes neither this nor the restriction
 * @param measured what the refused message would have brought the account to
 * @param window the span that was measured
 * @param clients the last client addresses of the account with counts, most used first
 * @param messages up to {@link #MAX_MESSAGES} last messages, newest first; the first is the one that crossed the limit
 */
public record Evidence(
        String policyId,
        String policyName,
        String limit,
        long allowed,
        long measured,
        Duration window,
        List<ClientCount> clients,
        List<MessageTrace> messages) {
    public static final int MAX_MESSAGES = 20;
    public static final int MAX_CLIENTS = 20;

    public Evidence {
        clients = List.copyOf(clients);
        messages = List.copyOf(messages);
    }
}
