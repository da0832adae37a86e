package org.odklep.web.admin.home;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.lock.SendingRestriction;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInRecord;
import org.odklep.user.User;
import org.odklep.web.admin.AccountAddresses;
import org.odklep.web.admin.GateBoard;
import org.odklep.web.admin.RestrictionWords;
import org.odklep.web.admin.words.Words;

/** What the guide looked at, and what it found. */
final class GuideChecks {
    private static final String GOOD = "check";
    private static final String UNSURE = "wait";

    private final RestrictionWords inWords;
    private final Words words;

    GuideChecks(RestrictionWords inWords) {
        this.inWords = inWords;
        this.words = inWords.words();
    }

    /**
     * One thing that was looked at.
     *
     * @param badge names the colour and picture of the state
     * @param text what was found, in a sentence; empty where the state says it all
     * @param href where there is more about it
     */
    record Check(
            String title,
            String badge,
            String state,
            String text,
            @Nullable String href) {}

    List<Check> of(Diagnosis diagnosis) {
        List<Check> checks = new ArrayList<>();
        checks.add(directory(diagnosis));
        diagnosis.sending().ifPresent(sending -> checks.add(sending(diagnosis, sending)));
        diagnosis.user().ifPresent(user -> checks.add(signIn(user)));
        checks.add(lockouts(diagnosis));
        diagnosis.user().ifPresent(user -> checks.add(password(user)));
        diagnosis.sending().ifPresent(sending -> {
            checks.add(lastAttempt(diagnosis, sending.lastAttempt()));
            checks.add(allowed(sending));
            checks.add(gates(diagnosis, sending.gates()));
        });
        return checks;
    }

    private Check directory(Diagnosis diagnosis) {
        return diagnosis
                .user()
                .map(user -> new Check(
                        words.say("guide.check.directory"),
                        GOOD,
                        words.say("guide.state.exists"),
                        user.name().value(),
                        AccountAddresses.of(user)))
                .orElseGet(() -> new Check(
                        words.say("guide.check.directory"),
                        UNSURE,
                        words.say("guide.state.elsewhere"),
                        words.say("guide.elsewhere"),
                        null));
    }

    private Check sending(Diagnosis diagnosis, Diagnosis.Sending sending) {
        String title = words.say("guide.check.sending");
        if (sending.restriction().isEmpty()) {
            return new Check(title, GOOD, words.say("guide.state.maySend"), "", null);
        }
        SendingRestriction restriction = sending.restriction().get();
        String why = words.say(
                "home.since",
                inWords.moment(restriction.since(), restriction).minutes(),
                inWords.shortWhy(restriction));
        boolean byAlias = !restriction.account().equals(diagnosis.account());
        return new Check(
                title,
                "restricted",
                words.say("guide.state.restricted"),
                byAlias ? restriction.account().value() + ", " + why : why,
                AccountAddresses.of(restriction));
    }

    private Check signIn(User user) {
        return user.block()
                .map(block -> new Check(
                        words.say("guide.check.signIn"),
                        "blocked",
                        words.say("user.standing.BLOCKED"),
                        words.say(
                                "guide.blockedBy",
                                RestrictionWords.actor(block.by(), words),
                                words.moment(block.since()).minutes(),
                                block.reason().text()),
                        AccountAddresses.signIn(user)))
                .orElseGet(() ->
                        new Check(words.say("guide.check.signIn"), GOOD, words.say("user.standing.ALLOWED"), "", null));
    }

    private Check lockouts(Diagnosis diagnosis) {
        String title = words.say("guide.check.lockout");
        if (diagnosis.lockouts().isEmpty()) {
            return new Check(title, GOOD, words.say("guide.state.notLocked"), "", null);
        }
        String text = diagnosis.lockouts().stream()
                .map(each -> words.say(
                        each.familiar() ? "user.lockout.familiar" : "user.lockout.unfamiliar",
                        each.failures(),
                        words.moment(each.end()).text()))
                .collect(Collectors.joining(" "));
        return new Check(title, "locked", words.say("guide.state.locked"), text, Links.account(diagnosis));
    }

    private Check password(User user) {
        String key = user.password().hash().isEmpty()
                ? "guide.state.noPassword"
                : user.password().mustChange() ? "guide.state.mustChange" : "guide.state.password";
        return new Check(
                words.say("guide.check.password"),
                key.equals("guide.state.password") ? GOOD : "key",
                words.say(key),
                words.say(
                        "guide.passwordSince",
                        words.moment(user.password().changedAt()).minutes()),
                AccountAddresses.password(user));
    }

    private Check lastAttempt(Diagnosis diagnosis, Optional<SignInRecord> last) {
        String title = words.say("guide.check.last");
        String log = AccountAddresses.signIns(diagnosis.account());
        return last.map(attempt -> new Check(
                        title,
                        attempt.code() == SignInCode.SUCCESS ? GOOD : "alerts",
                        words.say(
                                "signInLog.outcome." + attempt.code().outcome().key()),
                        words.say(
                                "guide.attempt",
                                words.moment(attempt.at()).text(),
                                attempt.client().value(),
                                words.say("code." + attempt.code())),
                        log))
                .orElseGet(() -> new Check(title, UNSURE, words.say("guide.state.neverTried"), "", null));
    }

    private Check allowed(Diagnosis.Sending sending) {
        String title = words.say("guide.check.allowed");
        return sending.allowed()
                .map(entry -> new Check(
                        title,
                        GOOD,
                        words.say("guide.state.allowed"),
                        words.say("guide.allowedBy", entry.pattern(), entry.addedBy()),
                        null))
                .orElseGet(() -> new Check(title, UNSURE, words.say("guide.state.notAllowed"), "", null));
    }

    private Check gates(Diagnosis diagnosis, List<GateBoard.State> gates) {
        String apart = gates.stream()
                .filter(gate -> gate.standing(diagnosis.now()) != GateBoard.Standing.CONNECTED)
                .map(gate -> words.say(
                        "home.gate",
                        words.say("gate." + gate.kind()),
                        words.say("gate.state." + gate.standing(diagnosis.now()).key())))
                .distinct()
                .collect(Collectors.joining("; "));
        return new Check(
                words.say("guide.check.gates"),
                apart.isEmpty() ? GOOD : "alerts",
                words.say(apart.isEmpty() ? "guide.state.connected" : "guide.state.notConnected"),
                apart,
                Links.GATES);
    }
}
