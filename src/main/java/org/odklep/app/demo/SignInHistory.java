package org.odklep.app.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.lock.References;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInRecord;

/** A week of ordinary sign-ins: computers at work, phones anywhere, and people who mistype. */
final class SignInHistory {
    private final Hours hours;
    private final Random random;
    private final List<SignInRecord> records = new ArrayList<>();

    private SignInHistory(Hours hours, Random random) {
        this.hours = hours;
        this.random = random;
    }

    /** The attempts of the week, in the order of their times. */
    static List<SignInRecord> of(Cast cast, Hours hours, Random random) {
        SignInHistory history = new SignInHistory(hours, random);
        for (LocalDate day : hours.week()) {
            cast.active().forEach(person -> history.day(person, day));
            cast.fresh().stream().limit(3).forEach(person -> history.mustChange(person, day));
        }
        history.records.removeIf(attempt -> !attempt.at().isBefore(hours.now()));
        history.records.sort(Comparator.comparing(SignInRecord::at));
        return history.records;
    }

    /** When each account signed in last. */
    static Map<AccountName, Instant> last(List<SignInRecord> records) {
        Map<AccountName, Instant> last = new HashMap<>();
        records.stream()
                .filter(attempt -> attempt.code() == SignInCode.SUCCESS)
                .forEach(attempt -> last.put(attempt.account(), attempt.at()));
        return last;
    }

    private void day(Person person, LocalDate day) {
        boolean works = Hours.isWorkday(day) && random.nextInt(100) < 91;
        if (works) {
            Instant arrival = Hours.at(day, 7, 0).plusSeconds(random.nextInt(5400));
            morning(person, arrival);
            some(2, () -> signedIn(person, person.office(), ClientKind.SMTP, Hours.atWork(day, random)));
            some(1, () -> signedIn(person, person.office(), ClientKind.WEB, Hours.atWork(day, random)));
        }
        some(works ? 3 : 2, () -> signedIn(person, person.phone(), ClientKind.IMAP, Hours.awake(day, random)));
        if (random.nextInt(100) < (works ? 12 : 6)) {
            signedIn(person, person.home(), ClientKind.WEB, Hours.at(day, 19, 0).plusSeconds(random.nextInt(9000)));
        }
    }

    /** Who mistypes does it with cold fingers. */
    private void morning(Person person, Instant arrival) {
        Instant at = arrival;
        while (random.nextInt(100) < 5) {
            note(person.account(), person.office(), ClientKind.IMAP, true, SignInCode.WRONG_PASSWORD, at);
            at = at.plusSeconds(6 + random.nextInt(30));
        }
        signedIn(person, person.office(), ClientKind.IMAP, at);
    }

    private void mustChange(Person person, LocalDate day) {
        if (Hours.isWorkday(day) && random.nextInt(100) < 45) {
            ClientAddress client = person.phone();
            note(
                    person.account(),
                    client,
                    ClientKind.IMAP,
                    false,
                    SignInCode.PASSWORD_MUST_CHANGE,
                    Hours.atWork(day, random));
        }
    }

    private void signedIn(Person person, ClientAddress client, ClientKind kind, Instant at) {
        note(person.account(), client, kind, random.nextInt(100) < 97, SignInCode.SUCCESS, at);
    }

    private void note(
            AccountName account, ClientAddress client, ClientKind kind, boolean familiar, SignInCode code, Instant at) {
        records.add(new SignInRecord(References.next(random), at, account, client, kind, familiar, code));
    }

    private void some(int most, Runnable deed) {
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            deed.run();
        }
    }
}
