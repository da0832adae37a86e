package org.odklep.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.signin.Admission;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInAttempt;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignIns;

/** Who guesses passwords, and is answered by the real rules at that time. */
final class Attacks {
    private static final int TARGETS = 190;
    private static final Duration LOCKED_FOR_LONG = Duration.ofMinutes(76);

    private final Timeline timeline;
    private final SignIns signIns;
    private final Random random;

    Attacks(Timeline timeline, SignIns signIns, Random random) {
        this.timeline = timeline;
        this.signIns = signIns;
        this.random = random;
    }

    /** One network tries two passwords on many accounts, and finds that two of them are right. */
    void spray(Cast cast, Instant start) {
        List<String> names =
                new ArrayList<>(List.of("admin", "root", "test", "scanner", "office", "backup", "postmaster"));
        names.replaceAll(name -> name + "@" + People.TOWN);
        List<Person> targets = new ArrayList<>(cast.people());
        Collections.shuffle(targets, random);
        targets.stream().limit(TARGETS).forEach(person -> names.add(person.address()));
        Collections.shuffle(names, random);
        List<String> right = List.of(cast.night().address(), cast.live().address());
        names.removeAll(right);
        names.add(31, right.getFirst());
        names.add(64, right.getLast());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean known =
                    cast.people().stream().anyMatch(person -> person.address().equals(name));
            SignInAttempt attempt = attempt(name, "203.0.113." + (11 + i % 3), ClientKind.SMTP);
            SignInCode code = right.contains(name)
                    ? SignInCode.SUCCESS
                    : known ? SignInCode.WRONG_PASSWORD : SignInCode.UNKNOWN_ACCOUNT;
            timeline.at(start.plusSeconds(3L * i + random.nextInt(3)), at -> tryOut(attempt, code, at));
        }
    }

    /** Somebody goes on guessing at one account, until it is locked for a long time: now. */
    void guess(Person victim, String client, Instant now) {
        SignInAttempt attempt = attempt(victim.address(), client, ClientKind.IMAP);
        timeline.at(now.minus(LOCKED_FOR_LONG), at -> guess(attempt, at));
    }

    /** Somebody signs in where the password is right, and is let in. */
    void signIn(Person person, String client, Instant start) {
        SignInAttempt attempt = attempt(person.address(), client, ClientKind.SMTP);
        timeline.at(start, at -> tryOut(attempt, SignInCode.SUCCESS, at));
    }

    private void guess(SignInAttempt attempt, Instant now) {
        Instant next = switch (signIns.begin(attempt, now)) {
            case Admission.Admitted(Duration delay, boolean familiar) -> {
                signIns.failed(attempt, SignInCode.WRONG_PASSWORD, now.plus(delay));
                yield now.plus(delay).plusSeconds(2);
            }
            case Admission.Refused refused -> later(now, refused.until());
        };
        timeline.at(next, at -> guess(attempt, at));
    }

    /** Now and then, whether it is of use or not. */
    private Instant later(Instant now, Instant until) {
        Instant soon = now.plusSeconds(90L + random.nextInt(60));
        return until.isBefore(soon) ? until.plusMillis(300) : soon;
    }

    private void tryOut(SignInAttempt attempt, SignInCode code, Instant now) {
        if (signIns.begin(attempt, now) instanceof Admission.Admitted(Duration delay, boolean familiar)) {
            Instant looked = now.plus(delay);
            if (code == SignInCode.SUCCESS) {
                signIns.succeeded(attempt, looked);
            } else {
                signIns.failed(attempt, code, looked);
            }
        }
    }

    private static SignInAttempt attempt(String name, String client, ClientKind kind) {
        return new SignInAttempt(AccountName.of(name), new ClientAddress(client), kind, OptionalInt.empty());
    }
}
