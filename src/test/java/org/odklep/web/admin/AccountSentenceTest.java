package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.BlockedSignIn;
import org.odklep.lock.History;
import org.odklep.lock.Lock;
import org.odklep.lock.Lockout;
import org.odklep.lock.PasswordDue;
import org.odklep.lock.SendingRestriction;
import org.odklep.web.admin.words.Language;
import org.odklep.web.admin.words.Words;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The one sentence about an account, for every lock and what they come to together. */
class AccountSentenceTest {
    private static final AccountName ANA = AccountName.of("ana@example.si");
    private static final Instant SINCE = Instant.parse("2026-03-02T06:00:00Z");
    private static final Instant END = Instant.parse("2026-03-02T07:00:00Z");
    private static final AccountStop BLOCK = stop(new BlockedSignIn(ANA, Reason.of("Stolen."), "vera", SINCE));
    private static final AccountStop DUE = stop(new PasswordDue(ANA, false, SINCE));
    private static final AccountStop MISSING = stop(new PasswordDue(ANA, true, SINCE));
    private static final AccountStop KNOWN_PLACES = stop(new Lockout(ANA, true, 10, SINCE, END));
    private static final AccountStop OTHER_PLACES = stop(new Lockout(ANA, false, 10, SINCE, END.plusSeconds(60)));
    private static final AccountStop RESTRICTED = stop(restriction(ANA, Optional.empty()));

    @Test
    void whoIsStoppedByNothingCanDoBoth() {
        assertThat(english()).isEqualTo("Ana can sign in and can send mail.");
        assertThat(slovene()).isEqualTo("Ana se lahko prijavi in lahko pošilja pošto.");
    }

    @Test
    void eachLockIsNamed() {
        assertThat(english(BLOCK))
                .isEqualTo("Ana cannot sign in, because sign-in is blocked; sending is not restricted.");
        assertThat(slovene(BLOCK))
                .isEqualTo("Ana se ne more prijaviti, ker je prijava blokirana; pošiljanje ni omejeno.");
        assertThat(english(DUE))
                .isEqualTo("Ana cannot sign in before choosing a new password; sending is not restricted.");
        assertThat(slovene(DUE))
                .isEqualTo("Ana se ne more prijaviti, dokler ne izbere novega gesla; pošiljanje ni omejeno.");
        assertThat(english(MISSING))
                .isEqualTo("Ana cannot sign in, because there is no password; sending is not restricted.");
        assertThat(slovene(MISSING)).isEqualTo("Ana se ne more prijaviti, ker nima gesla; pošiljanje ni omejeno.");
        assertThat(english(RESTRICTED))
                .isEqualTo("Ana can sign in, but cannot send mail, because sending is restricted.");
        assertThat(slovene(RESTRICTED))
                .isEqualTo("Ana se lahko prijavi, a ne more pošiljati pošte, ker je pošiljanje omejeno.");
    }

    @Test
    void aLockoutOfOtherPlacesLeavesTheKnownOnes() {
        assertThat(english(OTHER_PLACES))
                .isEqualTo("Ana can sign in from familiar places, though from no others before"
                        + " 2 Mar 2026, 08:01:00 CET, and can send mail.");
        assertThat(slovene(OTHER_PLACES))
                .isEqualTo("Ana se lahko prijavi z znanih mest (od drugod do 2. mar. 2026, 08:01:00 CET ne),"
                        + " in lahko pošilja pošto.");
        assertThat(english(KNOWN_PLACES))
                .startsWith("Ana cannot sign in from familiar places before 2 Mar 2026, 08:00:00");
        assertThat(slovene(KNOWN_PLACES)).startsWith("Ana se do 2. mar. 2026, 08:00:00 CET ne more prijaviti z znanih");
        assertThat(english(KNOWN_PLACES, OTHER_PLACES))
                .startsWith("Ana cannot sign in before 2 Mar 2026, 08:00:00 CET,");
        assertThat(slovene(KNOWN_PLACES, OTHER_PLACES)).startsWith("Ana se do 2. mar. 2026, 08:00:00 CET ne more prij");
    }

    @Test
    void ofSeveralLocksTheOneThatStopsMostIsNamed() {
        assertThat(english(RESTRICTED, DUE, KNOWN_PLACES, OTHER_PLACES, BLOCK))
                .isEqualTo("Ana cannot sign in, because sign-in is blocked, and cannot send mail,"
                        + " because sending is restricted.");
        assertThat(slovene(RESTRICTED, DUE, BLOCK))
                .isEqualTo("Ana se ne more prijaviti, ker je prijava blokirana, in ne more pošiljati pošte,"
                        + " ker je pošiljanje omejeno.");
        assertThat(english(DUE, KNOWN_PLACES, OTHER_PLACES)).contains("too many wrong passwords");
        assertThat(english(MISSING, KNOWN_PLACES, OTHER_PLACES)).contains("there is no password");
        assertThat(english(DUE, OTHER_PLACES)).contains("before choosing a new password");
    }

    @Test
    void aRestrictionThatEndsByItselfSaysWhen() {
        AccountStop temporary = stop(restriction(ANA, Optional.of(END)));
        assertThat(english(temporary)).contains("cannot send mail before 2 Mar 2026, 08:00:00 CET, because");
        assertThat(slovene(temporary)).contains("a do 2. mar. 2026, 08:00:00 CET ne more pošiljati pošte, ker");
    }

    @Test
    void theAllowListOutranksARestrictionAndNoOtherLock() {
        AllowEntry entry = new AllowEntry("ana@example.si", Reason.of("Mayor"), "vera", SINCE, Optional.empty());
        AccountStop outranked = new AccountStop(restriction(ANA, Optional.empty()), Optional.of(entry));
        assertThat(english(outranked))
                .isEqualTo("Ana can sign in and can send mail although a restriction holds,"
                        + " because the allow-list outranks it.");
        assertThat(slovene(outranked))
                .isEqualTo("Ana se lahko prijavi in lahko pošilja pošto, čeprav velja omejitev,"
                        + " ker ima seznam izjem prednost.");
        assertThat(english(outranked, BLOCK))
                .isEqualTo("Ana cannot sign in, because sign-in is blocked;"
                        + " a restriction of sending holds, but the allow-list outranks it.");
    }

    @Test
    void aRestrictionUnderAnAliasNamesIt() {
        AccountStop alias = stop(restriction(AccountName.of("info@example.si"), Optional.empty()));
        assertThat(english(alias))
                .isEqualTo("Ana can sign in, but cannot send mail under the name info@example.si,"
                        + " because sending is restricted there.");
        assertThat(slovene(alias)).contains("z imenom info@example.si");
    }

    @Test
    void whatIsNotKnownOrNotToldIsLeftOut() {
        assertThat(say(Language.ENGLISH, false, true)).isEqualTo("Ana can send mail.");
        assertThat(say(Language.SLOVENE, false, true, RESTRICTED))
                .isEqualTo("Ana ne more pošiljati pošte, ker je pošiljanje omejeno.");
        assertThat(say(Language.ENGLISH, true, false)).isEqualTo("Ana can sign in.");
        assertThat(say(Language.ENGLISH, false, true, OTHER_PLACES)).contains("can sign in from familiar places");
    }

    private static String english(AccountStop... stops) {
        return say(Language.ENGLISH, true, true, stops);
    }

    private static String slovene(AccountStop... stops) {
        return say(Language.SLOVENE, true, true, stops);
    }

    private static String say(Locale language, boolean known, boolean told, AccountStop... stops) {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        Words words = new Words(messages, language, ZoneId.of("Europe/Ljubljana"));
        List<AccountStop> all = Arrays.asList(stops);
        return AccountSentence.of(ANA, all, known, told).say("Ana", words);
    }

    private static AccountStop stop(Lock lock) {
        return AccountStop.of(lock);
    }

    private static SendingRestriction restriction(AccountName account, Optional<Instant> until) {
        return new SendingRestriction(
                "7K2M9QXD",
                account,
                Reason.of("Too much."),
                "policy:Default",
                SINCE,
                until,
                Optional.empty(),
                new History(0, 0),
                0,
                Optional.empty());
    }
}
