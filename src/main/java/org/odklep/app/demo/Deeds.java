package org.odklep.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.odklep.account.Actor;
import org.odklep.account.ApiToken;
import org.odklep.account.ApiTokens;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientNetwork;
import org.odklep.kernel.Reason;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.AllowList;
import org.odklep.lock.Locks;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.PolicyChange;
import org.odklep.signin.SignInListEntry;
import org.odklep.signin.SignInLists;
import org.odklep.user.NewPassword;
import org.odklep.user.User;
import org.odklep.user.UserPasswords;
import org.odklep.user.Users;

/** What the administrators did, each within the rights of the role. */
final class Deeds {
    private static final List<String> WHY_BLOCKED = List.of(
            "Konec meseca je odšel z občine; predal prevzame nadrejeni.",
            "Do pomladi na starševskem dopustu; dogovorjeno s kadrovsko službo.",
            "Na vlaku ukraden telefon; blokirano, dokler ni nastavljen novi.",
            "Konec študentskega dela; predal se odstrani po 90 dneh.",
            "Sum lažnih sporočil finančni službi; zadeva se preiskuje.",
            "Premestitev na upravno enoto, ki ima svojo pošto.");

    private final Timeline timeline;
    private final Cast cast;
    private final Parts parts;

    Deeds(Timeline timeline, Cast cast, Parts parts) {
        this.timeline = timeline;
        this.cast = cast;
        this.parts = parts;
    }

    /** Through what the administrators act. */
    record Parts(
            Users users,
            UserPasswords passwords,
            Locks locks,
            AllowList allowList,
            OutboundPolicies policies,
            SignInLists signInLists,
            ApiTokens tokens) {}

    /** What makes the organisation what it is. */
    void found(Instant start) {
        Actor security = cast.actor(Role.SECURITY_ADMINISTRATOR);
        timeline.at(start.plusSeconds(4000), at -> policy(newsletter(), security, at));
        timeline.at(start.plusSeconds(4300), at -> policy(school(), security, at));
        allow(
                cast.monitoring().address(),
                "Poročila strežnikov, prijavljenih s potrdilom; izpad jih ne sme ustaviti.",
                Optional.empty(),
                start.plusSeconds(5000));
        token("grafana", Role.AUDITOR, start.plus(Duration.ofDays(2)));
        token("služba za pomoč", Role.HELPDESK_ADMINISTRATOR, start.plus(Duration.ofDays(15)));
        token("kadrovska evidenca", Role.USER_ADMINISTRATOR, start.plus(Duration.ofDays(24)));
    }

    /** Ordinary work of the week. */
    void work(Hours hours) {
        for (int i = 0; i < cast.blocked().size(); i++) {
            block(cast.blocked().get(i), WHY_BLOCKED.get(i), Hours.at(hours.workday(6 - i), 10, 7 * i));
        }
        allow(
                "krizni.stab@" + People.TOWN,
                "Opozorila pred poplavami med vajo civilne zaščite.",
                Optional.of(hours.now().plus(Duration.ofDays(12))),
                Hours.at(hours.workday(2), 8, 20));
        LocalDate day = hours.workday(3);
        reset(cast.fresh().getFirst(), Hours.at(day, 9, 12));
        reset(cast.fresh().get(1), Hours.at(hours.workday(1), 13, 41));
        group(cast.absent().getFirst(), "vodje", Hours.at(day, 14, 5));
        group(cast.locked().getFirst(), "delo na daljavo", Hours.at(hours.workday(2), 11, 30));
    }

    /** The owner of a hijacked account calls: new password, nobody stays signed in, the account may send again. */
    void giveBack(Person victim, String reason, Instant at) {
        Actor security = cast.actor(Role.SECURITY_ADMINISTRATOR);
        reset(victim, at.minusSeconds(400));
        timeline.at(at, when -> parts.locks().release(victim.account(), Reason.of(reason), security, when));
    }

    void release(Person person, String reason, Instant at) {
        Actor security = cast.actor(Role.SECURITY_ADMINISTRATOR);
        timeline.at(at, when -> parts.locks().release(person.account(), Reason.of(reason), security, when));
    }

    void restrict(Person person, String reason, Instant at) {
        Actor security = cast.actor(Role.SECURITY_ADMINISTRATOR);
        timeline.at(at, when -> parts.locks().restrict(person.account(), Reason.of(reason), security, when));
    }

    /** Whoever sprays is shut out for a while. */
    void blockNetwork(String network, String reason, Instant at) {
        Actor security = cast.actor(Role.SECURITY_ADMINISTRATOR);
        timeline.at(at, when -> {
            SignInListEntry.Key key =
                    new SignInListEntry.Key(SignInListEntry.Kind.BLOCK, ClientNetwork.parse(network), Optional.empty());
            SignInListEntry entry = new SignInListEntry(key, Reason.of(reason), when.plus(Duration.ofDays(30)));
            parts.signInLists().add(entry, security, when);
        });
    }

    private void reset(Person person, Instant at) {
        Actor helpdesk = cast.actor(Role.HELPDESK_ADMINISTRATOR);
        timeline.at(at, when -> parts.passwords().reset(id(person), NewPassword.AUTOMATIC, helpdesk, when));
    }

    private void block(Person person, String reason, Instant at) {
        Actor actor = cast.actor(Role.USER_ADMINISTRATOR);
        timeline.at(at, when -> parts.users().blockSignIn(id(person), Reason.of(reason), actor, when));
    }

    private void group(Person person, String group, Instant at) {
        Actor actor = cast.actor(Role.USER_ADMINISTRATOR);
        timeline.at(at, when -> {
            User user = user(person);
            Users.Edit edit =
                    new Users.Edit(user.profile().withGroups(Set.of(person.department(), group)), user.roles());
            parts.users().update(user, edit, actor, when);
        });
    }

    private void allow(String pattern, String reason, Optional<Instant> until, Instant at) {
        Actor security = cast.actor(Role.SECURITY_ADMINISTRATOR);
        timeline.at(
                at,
                when -> parts.allowList()
                        .add(new AllowEntry(pattern, Reason.of(reason), security.name(), when, until), security));
    }

    private void token(String name, Role role, Instant at) {
        Actor global = cast.actor(Role.GLOBAL_ADMINISTRATOR);
        timeline.at(
                at,
                when -> parts.tokens()
                        .issue(new ApiToken.Wanted(name, role, when.plus(Duration.ofDays(180))), global, when));
    }

    private void policy(Map<String, ?> document, Actor actor, Instant at) {
        if (!(parts.policies().create(document, actor, at) instanceof PolicyChange.Done)) {
            throw new IllegalStateException("a policy of the demonstration is not valid");
        }
    }

    private Map<String, ?> newsletter() {
        return Map.of(
                "displayName", "Newsletter",
                "timeZone", Hours.ZONE.getId(),
                "limits",
                        Map.of(
                                "externalRecipientsPerHour", 3000,
                                "recipientsPerDay", 5000,
                                "firstTimeExternalRecipientsPerDay", 0),
                "conditions", Map.of("accounts", List.of(cast.newsletter().address())));
    }

    private static Map<String, ?> school() {
        return Map.of(
                "displayName", "Šola (poskusno)",
                "mode", "shadow",
                "timeZone", Hours.ZONE.getId(),
                "limits", Map.of("externalRecipientsPerHour", 40, "recipientsPerDay", 300),
                "conditions", Map.of("domains", List.of(People.SCHOOL)));
    }

    private String id(Person person) {
        return user(person).id();
    }

    private User user(Person person) {
        AccountName name = person.account();
        return parts.users()
                .find(name.value(), cast.actor(Role.GLOBAL_ADMINISTRATOR))
                .orElseThrow();
    }
}
