package org.odklep.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.audit.AuditEntry;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.lock.Lockout;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryLockoutStore;
import org.odklep.store.memory.MemoryPlaceStore;
import org.odklep.store.memory.MemorySignInListStore;
import org.odklep.store.memory.MemorySignInLog;

class SignInsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final AccountName ANA = AccountName.of("ana@example.si");
    private static final ClientAddress HOME = new ClientAddress("192.0.2.7");
    private static final ClientAddress ATTACKER = new ClientAddress("203.0.113.9");
    private static final ClientAddress WEBMAIL = new ClientAddress("198.51.100.1");
    private static final int RIGHT = -1;
    private static final Reason REASON = Reason.of("Called Ana, it was her.");

    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemorySignInLog log = new MemorySignInLog();
    private final SignInJournal journal = new SignInJournal(log, 100_000);
    private final Set<AccountName> blocked = new HashSet<>();
    private final MemoryPlaceStore places = new MemoryPlaceStore();
    private final SignIns signIns = new SignIns(
            new MemoryLockoutStore(audit),
            places,
            new SmartLockout(LockoutPolicy.DEFAULT),
            new SprayGuard(List.of(WEBMAIL)),
            new SignInBlocks(blocked::contains, new SignInLists(new MemorySignInListStore(audit))),
            journal,
            new Random(1));
    private Instant now = NOON;

    @Test
    void anAttackerElsewhereLocksTheOwnerOutOfNothing() {
        assertThat(tryPassword(ANA, HOME, RIGHT)).isEqualTo("granted");
        for (int guess = 0; guess < 50; guess++) {
            tryPassword(ANA, ATTACKER, guess);
        }
        assertThat(tryPassword(ANA, ATTACKER, RIGHT)).isEqualTo("LOCKED_OUT");
        assertThat(tryPassword(ANA, HOME, RIGHT)).isEqualTo("granted");
        assertThat(signIns.lockouts(ANA, now)).containsExactly(new Lockout(ANA, false, 10, NOON, NOON.plusSeconds(60)));
    }

    @Test
    void wrongPasswordsAtAFamiliarPlaceLockFamiliarPlacesOnly() {
        tryPassword(ANA, HOME, RIGHT);
        for (int guess = 0; guess < 11; guess++) {
            tryPassword(ANA, HOME, guess);
        }
        assertThat(tryPassword(ANA, HOME, RIGHT)).isEqualTo("LOCKED_OUT");
        assertThat(tryPassword(ANA, ATTACKER, RIGHT)).isEqualTo("granted");
    }

    @Test
    void aPlaceIsFamiliarForNinetyDays() {
        tryPassword(ANA, HOME, RIGHT);
        now = NOON.plus(Duration.ofDays(90));
        assertThat(isFamiliar()).isTrue();
        now = now.plusMillis(1);
        assertThat(isFamiliar()).isFalse();
    }

    @Test
    void anotherKindOfClientAtTheSameAddressIsAnotherPlace() {
        tryPassword(ANA, HOME, RIGHT);
        assertThat(places.isFamiliar(ANA, Place.of(HOME, ClientKind.SMTP), NOON))
                .isFalse();
        assertThat(places.isFamiliar(ANA, Place.of(new ClientAddress("192.0.2.250"), ClientKind.IMAP), NOON))
                .isTrue();
    }

    @Test
    void manyClientsWithTheSameRightPasswordAtOnceAreAllLetIn() {
        List<SignInAttempt> attempts =
                Stream.generate(() -> attempt(ANA, HOME, RIGHT)).limit(16).toList();
        assertThat(attempts)
                .allSatisfy(attempt -> assertThat(signIns.begin(attempt, now)).isInstanceOf(Admission.Admitted.class));
        attempts.forEach(attempt -> signIns.succeeded(attempt, now));
        assertThat(signIns.lockouts(ANA, now)).isEmpty();
    }

    @Test
    void theTenthAttemptMayBeAskedAboutTwiceWhileItLasts() {
        for (int guess = 0; guess < 9; guess++) {
            tryPassword(ANA, ATTACKER, guess);
        }
        assertThat(signIns.begin(attempt(ANA, ATTACKER, RIGHT), now)).isInstanceOf(Admission.Admitted.class);
        assertThat(signIns.begin(attempt(ANA, ATTACKER, RIGHT), now)).isInstanceOf(Admission.Admitted.class);
        signIns.succeeded(attempt(ANA, ATTACKER, RIGHT), now);
        assertThat(signIns.lockouts(ANA, now)).isEmpty();
    }

    @Test
    void twoHundredGuessesAtOnceGetTenTries() {
        AtomicInteger looked = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                int guess = i;
                threads.submit(() -> {
                    if (signIns.begin(attempt(ANA, ATTACKER, guess), NOON) instanceof Admission.Admitted) {
                        looked.incrementAndGet();
                        signIns.failed(attempt(ANA, ATTACKER, guess), SignInCode.WRONG_PASSWORD, NOON);
                    }
                });
            }
        }
        assertThat(looked).hasValue(10);
    }

    @Test
    void anAttemptThatFailedForAnotherReasonThanItsPasswordDoesNotCount() {
        for (int i = 0; i < 50; i++) {
            SignInAttempt attempt = attempt(ANA, ATTACKER, i);
            assertThat(signIns.begin(attempt, now)).isInstanceOf(Admission.Admitted.class);
            signIns.cancelled(attempt, SignInCode.PASSWORD_MUST_CHANGE, now);
        }
        assertThat(signIns.lockouts(ANA, now)).isEmpty();
    }

    @Test
    void aBlockedAccountIsRefusedEverywhereUntilSomebodyAllowsIt() {
        tryPassword(ANA, HOME, RIGHT);
        blocked.add(ANA);
        assertThat(signIns.begin(attempt(ANA, HOME, RIGHT), now))
                .isEqualTo(new Admission.Refused(SignInCode.SIGN_IN_BLOCKED, Instant.MAX));
        blocked.clear();
        assertThat(tryPassword(ANA, HOME, RIGHT)).isEqualTo("granted");
    }

    @Test
    void aNetworkThatTriesManyAccountsIsSlowedAndThenRefusedButNotWhereTheAccountIsAtHome() {
        ClientAddress campus = new ClientAddress("203.0.113.77");
        tryPassword(ANA, campus, RIGHT);
        for (int i = 0; i < 20; i++) {
            assertThat(delay(account(i), ATTACKER)).isZero();
            tryPassword(account(i), ATTACKER, 1);
        }
        assertThat(delay(account(20), ATTACKER)).isEqualTo(Duration.ofSeconds(1));
        for (int i = 20; i < 100; i++) {
            tryPassword(account(i), ATTACKER, 1);
        }
        assertThat(tryPassword(account(100), ATTACKER, RIGHT)).isEqualTo("MALICIOUS_NETWORK");
        assertThat(tryPassword(ANA, campus, RIGHT)).isEqualTo("granted");
        now = now.plus(SprayGuard.WINDOW);
        assertThat(tryPassword(account(100), ATTACKER, RIGHT)).isEqualTo("granted");
    }

    @Test
    void accountsThatAreBlockedOrLockedAreSprayedToo() {
        for (int i = 0; i < 100; i++) {
            blocked.add(account(i));
            tryPassword(account(i), ATTACKER, 1);
        }
        assertThat(tryPassword(ANA, ATTACKER, RIGHT)).isEqualTo("MALICIOUS_NETWORK");
    }

    @Test
    void aWebmailHostIsNeverSlowedAndNeverFamiliar() {
        for (int i = 0; i < 200; i++) {
            tryPassword(account(i), WEBMAIL, 1);
        }
        assertThat(tryPassword(ANA, WEBMAIL, RIGHT)).isEqualTo("granted");
        assertThat(places.of(ANA)).isEmpty();
    }

    @Test
    void anAdministratorEndsALockoutOnceWithAReason() {
        for (int guess = 0; guess < 11; guess++) {
            tryPassword(ANA, ATTACKER, guess);
        }
        Actor auditor = new Actor("iva", Role.AUDITOR, ClientAddress.LOCAL);
        Actor maja = new Actor("maja", Role.SECURITY_ADMINISTRATOR, ClientAddress.LOCAL);
        assertThat(signIns.unlock(ANA, REASON, auditor, now)).isInstanceOf(UnlockResult.NotAllowed.class);
        assertThat(signIns.unlock(ANA, REASON, maja, now)).isInstanceOf(UnlockResult.Unlocked.class);
        assertThat(signIns.unlock(ANA, REASON, maja, now)).isInstanceOf(UnlockResult.NotLocked.class);
        assertThat(tryPassword(ANA, ATTACKER, RIGHT)).isEqualTo("granted");
        try (Stream<AuditEntry> entries = audit.all()) {
            assertThat(entries.map(entry ->
                            entry.event().action() + " " + entry.event().reason()))
                    .containsExactly("lockout.end " + REASON.text());
        }
    }

    @Test
    void theLogTellsTheTruth() {
        tryPassword(ANA, HOME, RIGHT);
        for (int guess = 0; guess < 11; guess++) {
            tryPassword(ANA, ATTACKER, guess);
        }
        assertThat(journal.pending(ANA)).hasSize(12);
        journal.flush();
        assertThat(journal.pending(ANA)).isEmpty();
        List<SignInRecord> records =
                log.list(new SignInLog.Query(Optional.of(ANA), Optional.empty(), Optional.empty(), 100));
        assertThat(records.stream().map(each -> each.code().number()))
                .containsOnly(0, 50126, 50053)
                .hasSize(12);
        assertThat(records.stream().filter(each -> each.code() == SignInCode.LOCKED_OUT))
                .hasSize(1);
    }

    private String tryPassword(AccountName account, ClientAddress client, int password) {
        SignInAttempt attempt = attempt(account, client, password);
        return switch (signIns.begin(attempt, now)) {
            case Admission.Refused refusal -> refusal.code().name();
            case Admission.Admitted(Duration delay, boolean familiar) -> {
                if (password == RIGHT) {
                    signIns.succeeded(attempt, now);
                } else {
                    signIns.failed(attempt, SignInCode.WRONG_PASSWORD, now);
                }
                yield password == RIGHT ? "granted" : "denied";
            }
        };
    }

    private Duration delay(AccountName account, ClientAddress client) {
        SignInAttempt attempt = attempt(account, client, 77);
        Admission admission = signIns.begin(attempt, now);
        signIns.cancelled(attempt, SignInCode.WRONG_PASSWORD, now);
        return admission instanceof Admission.Admitted(Duration delay, boolean familiar) ? delay : Duration.ofDays(1);
    }

    private boolean isFamiliar() {
        return places.isFamiliar(ANA, Place.of(HOME, ClientKind.IMAP), now.minus(PlaceStore.REMEMBERED));
    }

    private static AccountName account(int number) {
        return AccountName.of("user" + number + "@example.si");
    }

    private static SignInAttempt attempt(AccountName account, ClientAddress client, int password) {
        return new SignInAttempt(account, client, ClientKind.IMAP, OptionalInt.of(password));
    }
}
