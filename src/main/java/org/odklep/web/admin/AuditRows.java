package org.odklep.web.admin;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.lock.LockStore;
import org.odklep.lock.Locks;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.OutboundPolicies;
import org.odklep.web.admin.list.Option;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Component;

/**
 * The audit log in the reader's language: what the program wrote is said anew, what people wrote is shown as they wrote
 * it. The log itself, word for word, comes from the API and from {@code odklep audit}.
 */
@Component
class AuditRows {
    private static final String OPEN = "restriction.open";
    private static final String EXPIRE = "restriction.expire";
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry(OPEN, "audit.restriction.open"),
            Map.entry("restriction.release", "audit.restriction.release"),
            Map.entry(EXPIRE, "audit.restriction.expire"),
            Map.entry("allow.add", "audit.allow.add"),
            Map.entry("allow.remove", "audit.allow.remove"),
            Map.entry("policy.create", "audit.policy.create"),
            Map.entry("policy.update", "audit.policy.update"),
            Map.entry("policy.delete", "audit.policy.delete"),
            Map.entry("setting.update", "audit.setting.update"),
            Map.entry("factor.add", "audit.factor.add"),
            Map.entry("factor.newCodes", "audit.factor.newCodes"),
            Map.entry("factor.remove", "audit.factor.remove"),
            Map.entry("factor.recoveryCode", "audit.factor.recoveryCode"),
            Map.entry("factor.lock", "audit.factor.lock"),
            Map.entry("passkey.add", "audit.passkey.add"),
            Map.entry("passkey.remove", "audit.passkey.remove"),
            Map.entry("passkey.clone", "audit.passkey.clone"),
            Map.entry("token.issue", "audit.token.create"),
            Map.entry("token.revoke", "audit.token.delete"),
            Map.entry("administrator.create", "audit.administrator.create"),
            Map.entry("administrator.remove", "audit.administrator.remove"),
            Map.entry("administrator.changePassword", "audit.user.changePassword"),
            Map.entry("administrator.resetPassword", "audit.administrator.resetPassword"),
            Map.entry("administrator.signIn", "audit.administrator.signIn"),
            Map.entry("user.create", "audit.user.create"),
            Map.entry("user.update", "audit.user.update"),
            Map.entry("user.delete", "audit.user.delete"),
            Map.entry("user.import", "audit.user.import"),
            Map.entry("user.blockSignIn", "audit.user.blockSignIn"),
            Map.entry("user.allowSignIn", "audit.user.allowSignIn"),
            Map.entry("user.revokeSessions", "audit.user.revokeSessions"),
            Map.entry("user.resetPassword", "audit.user.resetPassword"),
            Map.entry("user.requirePasswordChange", "audit.user.requireChange"),
            Map.entry("user.changePassword", "audit.user.changePassword"),
            Map.entry("user.upgradePasswordHash", "audit.user.upgradeHash"),
            Map.entry("session.end", "audit.session.end"),
            Map.entry("lockout.end", "audit.lockout.end"),
            Map.entry("spray.forget", "audit.spray.forget"),
            Map.entry("signInBlock.add", "audit.signInBlock.add"),
            Map.entry("signInBlock.remove", "audit.signInBlock.remove"),
            Map.entry("signInAllow.add", "audit.signInAllow.add"),
            Map.entry("signInAllow.remove", "audit.signInAllow.remove"),
            Map.entry("user.signOut", "audit.user.signOut"),
            Map.entry("supportCase.prepare", "audit.supportCase.prepare"));
    private static final Map<String, String> RECORDED = Map.of(
            "may send", "audit.recorded.maySend",
            "allowed", "audit.recorded.allowed",
            "Set up with the one-time code.", "audit.recorded.setUp",
            "globalAdministrator", "role.globalAdministrator");
    private static final Pattern REFERENCE = Pattern.compile("restricted .*reference (\\w+)");

    private final AuditLog audit;
    private final LockStore store;
    private final OutboundPolicies policies;
    private final Locks locks;
    private final InstantSource clock;

    AuditRows(AuditLog audit, LockStore store, OutboundPolicies policies, Locks locks, InstantSource clock) {
        this.audit = audit;
        this.store = store;
        this.policies = policies;
        this.locks = locks;
        this.clock = clock;
    }

    /** All kinds of actions, in the order of their words. */
    static List<Option> actions(String chosen, Words words) {
        return ACTIONS.keySet().stream()
                .map(each -> new Option(each, action(each, words), each.equals(chosen)))
                .sorted(Comparator.comparing(Option::text, words.order()))
                .toList();
    }

    /** An action in words, where we have some. */
    static String action(String name, Words words) {
        String message = ACTIONS.get(name);
        return message == null ? name : words.say(message);
    }

    /** What the log holds, newest first. */
    List<AuditRow> newest(AuditQuery query, Words words) {
        RestrictionWords reader = new RestrictionWords(words, policies, locks, clock.instant());
        return audit.newest(query).stream().map(entry -> row(entry, reader)).toList();
    }

    /** What the log holds about any of several names, newest first. */
    List<AuditRow> newest(List<AccountName> targets, int limit, Words words) {
        return targets.stream()
                .flatMap(target ->
                        newest(new AuditQuery(Optional.of(target.value()), Long.MAX_VALUE, limit), words).stream())
                .sorted(Comparator.comparingLong(AuditRow::number).reversed())
                .limit(limit)
                .toList();
    }

    private AuditRow row(AuditEntry entry, RestrictionWords reader) {
        AuditEvent event = entry.event();
        Words words = reader.words();
        Optional<SendingRestriction> restriction = restriction(event);
        return new AuditRow(
                entry.number(),
                words.moment(event.at()),
                RestrictionWords.actor(event.actor(), words),
                action(event.action(), words),
                RestrictionWords.actor(event.target(), words),
                restriction
                        .flatMap(about -> reason(event, about, reader))
                        .orElseGet(() -> reason(event.reason(), words)),
                state(event.before(), restriction, reader),
                state(event.after(), restriction, reader),
                event.origin().equals(ClientAddress.LOCAL)
                        ? words.say("audit.local")
                        : event.origin().value(),
                restriction.map(SendingRestriction::id).orElse(null));
    }

    /** Where a rule gave the reason: the same from the evidence, in the reader's language. */
    private static Optional<String> reason(AuditEvent event, SendingRestriction about, RestrictionWords reader) {
        return switch (event.action()) {
            case OPEN -> Optional.of(reader.why(about));
            case EXPIRE -> Optional.of(reader.words().say("end.time"));
            default -> Optional.empty();
        };
    }

    private static @Nullable String state(
            @Nullable String text, Optional<SendingRestriction> restriction, RestrictionWords reader) {
        if (text == null) {
            return null;
        }
        return restriction
                .filter(about -> REFERENCE.matcher(text).matches())
                .map(reader::asSet)
                .orElseGet(() -> recorded(text, reader.words()));
    }

    private static String reason(String text, Words words) {
        String message = RECORDED.get(text);
        return message == null ? text : words.say(message);
    }

    private static String recorded(String text, Words words) {
        String message = RECORDED.get(text);
        return message == null ? RecordedState.say(text, words) : words.say(message);
    }

    /** The restriction that an entry names, if it is about one. */
    private Optional<SendingRestriction> restriction(AuditEvent event) {
        String text = event.action().equals(OPEN) ? event.after() : event.before();
        if (text == null || !event.action().startsWith("restriction.")) {
            return Optional.empty();
        }
        Matcher named = REFERENCE.matcher(text);
        return named.matches() ? store.find(named.group(1)) : Optional.empty();
    }
}
