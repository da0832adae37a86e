package org.odklep.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.lock.ClientCount;
import org.odklep.lock.Ending;
import org.odklep.lock.Evidence;
import org.odklep.lock.History;
import org.odklep.lock.MessageTrace;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.SendLedger;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.User;

/** Values for the contracts. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");
    public static final AccountName ANA = AccountName.of("ana@example.si");
    public static final AccountName BOR = AccountName.of("bor@example.si");
    public static final ClientAddress CLIENT = new ClientAddress("192.0.2.7");

    /** Texts that mean something to SQL, to LIKE, to JSON or to UTF-8. */
    public static final List<String> HOSTILE = List.of(
            "'; drop table restriction; --",
            "\"quoted\" and \\back\\slashed\\",
            "100% _of_ [it] * ?",
            ":name ? $1 {x} ${y} %s",
            "line\nbreak\r\n\ttab",
            "čšž ß ﷺ \u202e right to left",
            "\ud83d\udd13 \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud840\udc00",
            "");

    private Samples() {}

    /** A restriction that began at noon, without anything optional. */
    public static SendingRestriction restriction(String id, AccountName account) {
        return restriction(id, account, NOON);
    }

    public static SendingRestriction restriction(String id, AccountName account, Instant since) {
        return new SendingRestriction(
                id,
                account,
                Reason.of("Too many recipients."),
                "policy:Default",
                since,
                Optional.empty(),
                Optional.empty(),
                History.NONE,
                0,
                Optional.empty());
    }

    /** A user with a name and nothing optional; the id is made of the name. */
    public static User user(String name, String displayName) {
        String id = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        Arrays.copyOf(Integer.toHexString(name.hashCode()).getBytes(UTF_8), 24));
        return User.of(id, Profile.of(AccountName.of(name), displayName), PasswordState.none(NOON), NOON);
    }

    public static Evidence evidence(String text) {
        return new Evidence(
                "7Q2M4XZ9",
                text,
                "externalRecipientsPerHour",
                500,
                501,
                Duration.ofHours(1),
                List.of(new ClientCount(CLIENT, 12, NOON), new ClientCount(ClientAddress.LOCAL, 1, NOON)),
                List.of(message(NOON, "4dX1", text), message(NOON.minusSeconds(1), text, "")));
    }

    public static MessageTrace message(Instant at, String queueId, String sender) {
        return new MessageTrace(at, queueId, sender, 3, List.of("example.com", "example.org"), 4321, CLIENT);
    }

    public static Ending release(Instant at, String by) {
        return new Ending(at, by, Reason.of("The owner changed the password."));
    }

    public static AuditEvent event(String action, String target) {
        return new AuditEvent(NOON, "meta", CLIENT, action, target, "because", "before", "after");
    }

    public static SendLedger.Batch counts(SendLedger.Count... counts) {
        return new SendLedger.Batch(0, List.of(counts), List.of(), Map.of(), Map.of(), List.of());
    }

    public static SendLedger.Batch traces(AccountName account, MessageTrace... messages) {
        List<SendLedger.Trace> traces = List.of(messages).stream()
                .map(message -> new SendLedger.Trace(account, message))
                .toList();
        return new SendLedger.Batch(0, List.of(), traces, Map.of(), Map.of(), List.of());
    }

    public static SendLedger.Batch known(AccountName account, int... fingerprints) {
        return new SendLedger.Batch(0, List.of(), List.of(), Map.of(account, fingerprints), Map.of(), List.of());
    }
}
