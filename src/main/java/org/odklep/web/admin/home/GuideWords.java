package org.odklep.web.admin.home;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.user.Authority;
import org.odklep.user.User;
import org.odklep.web.admin.AccountAddresses;
import org.odklep.web.admin.RestrictionWords;
import org.odklep.web.admin.words.Words;

/** A diagnosis and its next step, in the language of one reader and within that reader's rights. */
final class GuideWords {
    private final RestrictionWords inWords;
    private final Words words;
    private final Actor actor;

    GuideWords(RestrictionWords inWords, Actor actor) {
        this.inWords = inWords;
        this.words = inWords.words();
        this.actor = actor;
    }

    /**
     * What the page says.
     *
     * @param name of the owner, or the account again
     * @param sentence what is wrong
     * @param calm when nothing is wrong
     * @param others what else the reader can do about the account
     * @param mayPrepare whether the reader may prepare a support case
     */
    record Answer(
            String name,
            String account,
            String sentence,
            boolean calm,
            NextStep next,
            Step step,
            List<Other> others,
            List<GuideChecks.Check> checks,
            boolean mayPrepare) {}

    /** A page on which something else than the next step is done. */
    record Other(String id, String text, String href) {}

    /**
     * The one next step.
     *
     * @param href where it is done; null where it has no page
     * @param button what stands on the button
     * @param needs whom to ask, where the reader may not do it
     * @param advice more to do, each in a sentence
     */
    record Step(
            String title,
            String text,
            @Nullable String href,
            @Nullable String button,
            @Nullable String needs,
            List<String> advice) {
        Step advising(List<String> more) {
            return new Step(title, text, href, button, needs, more);
        }

        Step saying(String other) {
            return new Step(title, other, href, button, needs, advice);
        }
    }

    Answer answer(Diagnosis diagnosis) {
        boolean mayReset = missing(Right.RESET_PASSWORD, diagnosis.user()).isEmpty();
        NextStep next = NextStep.of(diagnosis, mayReset, actor.may(Right.RELEASE));
        String name = diagnosis
                .user()
                .map(User::displayName)
                .orElseGet(() -> diagnosis.account().value());
        return new Answer(
                name,
                diagnosis.account().value(),
                sentence(diagnosis, name),
                next == NextStep.SUPPORT_CASE,
                next,
                step(next, diagnosis),
                others(next, diagnosis),
                new GuideChecks(inWords).of(diagnosis),
                GuidePages.mayPrepare(actor));
    }

    /** What callers ask for most, whatever is wrong; what the next step does already is not said twice. */
    private List<Other> others(NextStep next, Diagnosis diagnosis) {
        List<Other> others = new ArrayList<>();
        Optional<User> user = diagnosis.user();
        if (next != NextStep.RESET_PASSWORD
                && next != NextStep.SUPPORT_CASE
                && missing(Right.RESET_PASSWORD, user).isEmpty()) {
            user.ifPresent(each -> others.add(other("password", AccountAddresses.password(each))));
        }
        if (next != NextStep.ALLOW_SIGN_IN && missing(Right.BLOCK_SIGN_IN, user).isEmpty()) {
            user.ifPresent(each -> others.add(other("signIn", AccountAddresses.signIn(each))));
        }
        if (user.isPresent() || actor.may(Right.READ)) {
            others.add(other("account", Links.account(diagnosis)));
        }
        return others;
    }

    private Other other(String id, String href) {
        return new Other("other-" + id, words.say("guide.other." + id), href);
    }

    /** All that is wrong: first what stops most. */
    private String sentence(Diagnosis diagnosis, String name) {
        List<String> troubles = new GuideTroubles(inWords).of(diagnosis, name);
        return troubles.isEmpty() ? free(diagnosis, name) : String.join(" ", troubles);
    }

    private String free(Diagnosis diagnosis, String name) {
        if (diagnosis.sending().isEmpty()) {
            return words.say("guide.is.signInFree", name);
        }
        return diagnosis
                .suspicion()
                .map(each -> words.say(
                        "guide.is.suspect",
                        name,
                        inWords.moment(each.since(), each).text()))
                .orElseGet(() -> words.say(
                        diagnosis.user().isPresent() && diagnosis.triedWrongPassword()
                                ? "guide.is.wrongPassword"
                                : "guide.is.free",
                        name));
    }

    private Step step(NextStep next, Diagnosis diagnosis) {
        Optional<User> user = diagnosis.user();
        return switch (next) {
            case RELEASE -> release(diagnosis.hasOldPassword() ? "secureFirst" : "release", diagnosis);
            case SETTLE -> settle(diagnosis);
            case RESET_PASSWORD -> reset(diagnosis);
            case LEAVE_LOCKOUT -> leave(diagnosis);
            case END_LOCKOUT ->
                step(
                        "lockout",
                        Optional.of(Links.account(diagnosis)),
                        actor.may(Right.RELEASE) ? Optional.empty() : Optional.of(Right.RELEASE.leastRole()));
            case ALLOW_SIGN_IN ->
                step("signIn", user.map(AccountAddresses::signIn), missing(Right.BLOCK_SIGN_IN, user))
                        .advising(
                                diagnosis.hasNoPassword() || diagnosis.mustChange()
                                        ? List.of(words.say("guide.then.password"))
                                        : List.of());
            case SECURE -> secure(user);
            case SUPPORT_CASE -> supportCase(user);
        };
    }

    private Step release(String key, Diagnosis diagnosis) {
        return step(
                key,
                diagnosis.restriction().map(AccountAddresses::unblock),
                actor.may(Right.RELEASE) ? Optional.empty() : Optional.of(Right.RELEASE.leastRole()));
    }

    /** Who restricted it by hand, and why, stands before the release. */
    private Step settle(Diagnosis diagnosis) {
        Step step = release("settle", diagnosis);
        return step.saying(diagnosis
                .restriction()
                .map(each -> words.say(
                        "guide.settle",
                        inWords.setBy(each),
                        inWords.moment(each.since(), each).text(),
                        each.reason().text()))
                .orElse(step.text));
    }

    private Step reset(Diagnosis diagnosis) {
        Optional<User> user = diagnosis.user();
        boolean restricted = diagnosis.restriction().isPresent();
        String key = restricted ? "passwordRestricted" : diagnosis.lockouts().isEmpty() ? "password" : "passwordLocked";
        Step step = step(key, user.map(AccountAddresses::password), missing(Right.RESET_PASSWORD, user));
        return restricted
                ? step.advising(List.of(words.say(
                        "guide.then.release",
                        words.say("role." + Right.RELEASE.leastRole().key()))))
                : step;
    }

    /** Nothing to do for the owner; something against the attacker, for whoever may. */
    private Step leave(Diagnosis diagnosis) {
        String network =
                diagnosis.unaffected().map(Diagnosis.Unaffected::network).orElse("");
        Step step = step(
                "leave",
                actor.may(Right.EDIT_ALLOW_LIST) ? Optional.of(AccountAddresses.block(network)) : Optional.empty(),
                Optional.empty());
        return step.saying(words.say("guide.leave", network));
    }

    /** Before anything is prepared: perhaps the owner only forgot the password. */
    private Step supportCase(Optional<User> user) {
        Optional<Role> needed = GuidePages.mayPrepare(actor) ? Optional.empty() : Optional.of(Right.READ.leastRole());
        Optional<User> resettable =
                user.filter(each -> missing(Right.RESET_PASSWORD, user).isEmpty());
        return resettable
                .map(each -> step("forgotten", Optional.of(AccountAddresses.password(each)), Optional.empty()))
                .orElseGet(() -> step("case", Optional.empty(), needed));
    }

    private Step secure(Optional<User> user) {
        Step step = step("secure", user.map(AccountAddresses::of), missing(Right.RESET_PASSWORD, user));
        List<String> advice = List.of(
                words.say("release.password"),
                words.say("release.sessions"),
                words.say("release.rules"),
                words.say("release.queue"));
        return new Step(step.title, step.text, step.href, step.button, step.needs, advice);
    }

    private Step step(String key, Optional<String> href, Optional<Role> missing) {
        return new Step(
                words.say("guide.title." + key),
                words.say("guide.text." + key),
                href.orElse(null),
                href.isEmpty() ? null : missing.isPresent() ? words.say("guide.see") : words.say("guide.button." + key),
                missing.map(role -> words.say("guide.needs", words.say("role." + role.key())))
                        .orElse(null),
                List.of());
    }

    /** The role that the reader lacks; of accounts that live elsewhere nobody has what is asked. */
    private Optional<Role> missing(Right right, Optional<User> user) {
        return user.map(each -> Authority.missing(actor, right, each)).orElseGet(() -> Authority.missing(actor, right));
    }
}
