package org.odklep.web.admin;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.odklep.lock.Ending;
import org.odklep.lock.Evidence;
import org.odklep.lock.Locks;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Limit;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.OutboundPolicy;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;

/** Restrictions in the reader's language. What a policy measured is said anew from the evidence. */
public final class RestrictionWords {
    private final Words words;
    private final OutboundPolicies policies;
    private final Locks locks;
    private final Instant now;

    public RestrictionWords(Words words, OutboundPolicies policies, Locks locks, Instant now) {
        this.words = words;
        this.policies = policies;
        this.locks = locks;
        this.now = now;
    }

    public Words words() {
        return words;
    }

    /** Where a restriction stands now. */
    public Standing standing(SendingRestriction restriction) {
        if (!restriction.holds(now)) {
            return restriction.ended().filter(Ending::isRelease).isPresent() ? Standing.RELEASED : Standing.OVER;
        }
        return locks.isAllowed(restriction.account(), now) ? Standing.BYPASSED : Standing.ACTIVE;
    }

    /** The sentence that tells the owner why. */
    public String why(SendingRestriction restriction) {
        return known(restriction.evidence())
                .map(evidence -> words.count(
                        "why." + evidence.limit(),
                        evidence.measured(),
                        restriction.account().value(),
                        policy(evidence.policyName(), words),
                        evidence.allowed()))
                .orElse(restriction.reason().text());
    }

    /** The same in a few words, for a list. */
    public String shortWhy(SendingRestriction restriction) {
        return known(restriction.evidence())
                .map(evidence -> measured(evidence, words))
                .orElse(restriction.reason().text());
    }

    /** "external recipients per hour: 501 (500 allowed)". */
    static String measured(Evidence evidence, Words words) {
        return words.say("evidence.measured", evidence.measured(), evidence.allowed(), limit(evidence, words));
    }

    /** What a limit counts. */
    static String limit(Evidence evidence, Words words) {
        return Limit.byKey(evidence.limit())
                .map(limit -> words.say("limit." + limit.key()))
                .orElse(evidence.limit());
    }

    /** Who or what did something or had it done to them, as locks and the audit log name it. */
    public static String actor(String name, Words words) {
        if (name.equals(Ending.TIME)) {
            return words.say("actor.time");
        }
        String kind = name.substring(0, name.indexOf(':') + 1);
        String bare = name.substring(kind.length());
        return switch (kind) {
            case "policy:" -> words.say("actor.policy", policy(bare, words));
            case "token:" -> words.say("actor.token", bare);
            case "gate:" -> words.say("actor.gate", bare);
            case "administrator:" -> words.say("actor.administrator", bare);
            case "rule:" -> bare.equals("newPassword") ? words.say("actor.newPassword") : name;
            default -> own(name, words);
        };
    }

    private static String own(String name, Words words) {
        return switch (name) {
            case "server" -> words.say("actor.server");
            case "local command line" -> words.say("actor.local");
            default -> name;
        };
    }

    /** The name of a policy; the one that Odklep gave the last policy is a word of ours. */
    public static String policy(String name, Words words) {
        return name.equals(OutboundPolicy.DEFAULT_NAME) ? words.say("policy.defaultName") : name;
    }

    public String setBy(SendingRestriction restriction) {
        return actor(restriction.setBy(), words);
    }

    /** A time in the zone of the policy that restricted, or in ours. */
    public Moment moment(Instant instant, SendingRestriction restriction) {
        return zone(restriction).map(zone -> words.moment(instant, zone)).orElseGet(() -> words.moment(instant));
    }

    /** Until when, where that is known. */
    public Optional<Moment> end(SendingRestriction restriction) {
        return restriction.ended().map(Ending::at).or(restriction::until).map(instant -> moment(instant, restriction));
    }

    /** How the end is called that {@link #end} gives the time of. */
    public String endWords(SendingRestriction restriction) {
        return switch (standing(restriction)) {
            case ACTIVE, BYPASSED -> words.say(restriction.until().isPresent() ? "end.until" : "end.released");
            case RELEASED ->
                words.say(
                        "end.releasedBy",
                        restriction
                                .ended()
                                .map(ending -> actor(ending.by(), words))
                                .orElse(""));
            case OVER -> words.say("end.over");
        };
    }

    /** How long it was to last when it was set. */
    String asSet(SendingRestriction restriction) {
        return restriction
                .until()
                .map(until ->
                        words.say("restricted.until", moment(until, restriction).minutes()))
                .orElseGet(() -> words.say("restricted.released"));
    }

    /** Why it ended, if somebody or something ended it. */
    public Optional<String> endReason(SendingRestriction restriction) {
        return restriction
                .ended()
                .map(ending -> ending.isRelease() ? ending.reason().text() : words.say("end.time"));
    }

    private Optional<ZoneId> zone(SendingRestriction restriction) {
        return restriction
                .evidence()
                .map(Evidence::policyId)
                .flatMap(policies::find)
                .map(OutboundPolicy::zone);
    }

    /** Evidence of a limit that this version has a sentence for. */
    private static Optional<Evidence> known(Optional<Evidence> evidence) {
        return evidence.filter(each -> Limit.byKey(each.limit()).isPresent());
    }

    /** What a restriction means for its account now. */
    public enum Standing {
        ACTIVE,
        /** It holds, and the allow-list outranks it. */
        BYPASSED,
        RELEASED,
        /** Its time was over. */
        OVER
    }
}
