package org.odklep.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.odklep.account.Administrator;
import org.odklep.account.PasswordHash;
import org.odklep.account.Passwords;
import org.odklep.account.ReadableHash;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.store.memory.MemoryAdministratorStore;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryLockoutStore;
import org.odklep.store.memory.MemoryPlaceStore;
import org.odklep.store.memory.MemorySignInListStore;
import org.odklep.store.memory.MemorySignInLog;
import org.odklep.store.memory.MemoryUserStore;
import org.odklep.user.PasswordChange;
import org.odklep.user.PasswordRules;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.SignInBlock;
import org.odklep.user.User;
import org.odklep.user.UserPasswords;
import org.odklep.user.Users;

class PasswordSignInTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final AccountName ANA = AccountName.of("ana@example.si");
    private static final AccountName ALIAS = AccountName.of("ana.novak@example.si");
    private static final AccountName NOBODY = AccountName.of("nobody@example.si");
    private static final ClientAddress HOME = new ClientAddress("192.0.2.7");
    private static final ClientAddress ATTACKER = new ClientAddress("203.0.113.9");
    private static final ClientAddress DOVECOT = new ClientAddress("127.0.0.1");
    private static final Secret RIGHT = Secret.of("čmrlj žuželka šuma");
    private static final Administrator MAJA =
            new Administrator(AccountName.of("maja"), Role.AUDITOR, "readable:" + RIGHT.reveal(), NOON);
    private static final Secret OTHER = Secret.of("tri gore onkraj reke");

    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemoryUserStore store = new MemoryUserStore(audit, new MemoryAdministratorStore(audit));
    private final Users users = new Users(store);
    private final SeenHash hash = new SeenHash();
    private final Passwords hashes = new Passwords(hash, 2, Duration.ofSeconds(10));
    private final SignInNames names = new SignInNames(store);
    private final SignInJournal journal = new SignInJournal(new MemorySignInLog(), 10_000);
    private final MemoryPlaceStore places = new MemoryPlaceStore();
    private final SignIns signIns = new SignIns(
            new MemoryLockoutStore(audit),
            places,
            new SmartLockout(LockoutPolicy.DEFAULT),
            new SprayGuard(List.of(DOVECOT)),
            new SignInBlocks(names::isBlocked, new SignInLists(new MemorySignInListStore(audit))),
            journal,
            new Random(1));
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private long nanos;
    private final PasswordSignIn door = new PasswordSignIn(
            store,
            names,
            signIns,
            hashes,
            new UserPasswords(
                    users,
                    hashes,
                    new PasswordRules(PasswordRules.Settings.DEFAULT, Set.of(), (password, words) -> 4),
                    new Random(1)),
            new PasswordFingerprints(new Random(1)),
            new AnswerTimes(() -> nanos, pauses::add));
    private User ana = add("readable:" + RIGHT.reveal());

    @Test
    void aRightPasswordLetsInByNameAndByAlias() {
        assertThat(tryFrom(HOME, ANA, RIGHT)).isEqualTo("granted");
        assertThat(tryFrom(HOME, ALIAS, RIGHT)).isEqualTo("granted");
        assertThat(stored().times().lastSignIn()).contains(NOON);
        assertThat(codes(ANA)).containsExactly(0, 0);
    }

    @Test
    void theLogTellsWhatTheClientIsNotTold() {
        assertThat(tryFrom(ATTACKER, ANA, OTHER)).isEqualTo("WRONG_PASSWORD");
        assertThat(tryFrom(ATTACKER, NOBODY, OTHER)).isEqualTo("UNKNOWN_ACCOUNT");
        change(ana.withBlock(Optional.of(new SignInBlock(Reason.of("She told us so herself."), "maja", NOON))));
        assertThat(tryFrom(HOME, ANA, RIGHT)).isEqualTo("SIGN_IN_BLOCKED");
        assertThat(codes(ANA)).containsExactly(50057, 50126);
        assertThat(codes(NOBODY)).containsExactly(50034);
    }

    @Test
    void aTemporaryPasswordIsGoodForAnotherOneOnly() {
        change(ana.withPassword(new PasswordState(ana.password().hash(), NOON, true)));
        assertThat(tryFrom(HOME, ANA, RIGHT)).isEqualTo("must change");
        assertThat(codes(ANA)).containsExactly(50055);
        assertThat(places.of(ANA)).isEmpty();
        assertThat(door.change(request(HOME, ANA, RIGHT), OTHER, NOON)).isInstanceOf(PasswordChange.Done.class);
        assertThat(tryFrom(HOME, ANA, OTHER)).isEqualTo("granted");
        assertThat(tryFrom(HOME, ANA, RIGHT)).isEqualTo("WRONG_PASSWORD");
    }

    @Test
    void theOwnPasswordIsNoWayAroundALockout() {
        for (int guess = 0; guess < 10; guess++) {
            assertThat(door.change(request(ATTACKER, ANA, guess(guess)), OTHER, NOON))
                    .isInstanceOf(PasswordChange.WrongPassword.class);
        }
        assertThat(door.change(request(ATTACKER, ANA, RIGHT), OTHER, NOON))
                .isInstanceOf(PasswordChange.WrongPassword.class);
        assertThat(tryFrom(ATTACKER, ANA, RIGHT)).isEqualTo("LOCKED_OUT");
    }

    @Test
    void everyAnswerCostsOneHash() {
        tryFrom(ATTACKER, NOBODY, OTHER);
        assertThat(hash.seen).hasSize(1);
        for (int guess = 0; guess < 10; guess++) {
            tryFrom(ATTACKER, ANA, guess(guess));
        }
        assertThat(hash.seen).hasSize(11);
        assertThat(tryFrom(ATTACKER, ANA, RIGHT)).isEqualTo("LOCKED_OUT");
        assertThat(hash.seen).hasSize(12);
    }

    @Test
    void twoHundredGuessesAtOnceAreComparedWithTheHashTenTimes() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                Secret guess = i == 100 ? RIGHT : guess(i);
                AccountName name = i % 2 == 0 ? ANA : ALIAS;
                threads.submit(() -> tryFrom(ATTACKER, name, guess));
            }
        }
        String expected = stored().password().hash().orElseThrow();
        assertThat(hash.seen.stream().filter(expected::equals).count()).isLessThanOrEqualTo(10);
    }

    @Test
    void sixteenClientsWithTheRightPasswordAtOnceAreAllLetIn() {
        ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                threads.submit(() -> answers.add(tryFrom(HOME, ANA, RIGHT)));
            }
        }
        assertThat(answers).hasSize(16).containsOnly("granted");
    }

    @Test
    void aPasswordThatIsResetWhileItWaitsIsWrong() {
        hash.meanwhile = () -> change(ana.withPassword(
                new PasswordState(Optional.of("readable:" + OTHER.reveal()), NOON.plusMillis(1), false)));
        assertThat(tryFrom(HOME, ANA, RIGHT)).isEqualTo("WRONG_PASSWORD");
    }

    @Test
    void aUserWhoIsBlockedMeanwhileIsNotLetIn() {
        hash.meanwhile = () ->
                change(ana.withBlock(Optional.of(new SignInBlock(Reason.of("She told us so herself."), "maja", NOON))));
        assertThat(tryFrom(HOME, ANA, RIGHT)).isEqualTo("SIGN_IN_BLOCKED");
    }

    @Test
    void anOlderHashIsReplacedByTheFirstSignIn() {
        change(ana.withPassword(new PasswordState(Optional.of("old:" + RIGHT.reveal()), NOON, false)));
        assertThat(tryFrom(HOME, ANA, RIGHT)).isEqualTo("granted");
        assertThat(stored().password().hash()).contains("readable:" + RIGHT.reveal());
        assertThat(stored().password().changedAt()).isEqualTo(NOON);
        assertThat(tryFrom(HOME, ANA, RIGHT)).isEqualTo("granted");
    }

    @Test
    void anAttemptThatDovecotAskedAboutCountsOnce() {
        for (int guess = 0; guess < 9; guess++) {
            SignInAttempt attempt = announced(ATTACKER, guess);
            assertThat(signIns.beginElsewhere(attempt, NOON)).isInstanceOf(Admission.Admitted.class);
            assertThat(tryExpected(guess(guess))).isEqualTo("WRONG_PASSWORD");
            signIns.failed(attempt, SignInCode.WRONG_PASSWORD, NOON);
        }
        assertThat(signIns.lockouts(ANA, NOON)).isEmpty();
        assertThat(codes(ANA)).hasSize(9);
        SignInAttempt right = announced(HOME, -1);
        signIns.beginElsewhere(right, NOON);
        assertThat(tryExpected(RIGHT)).isEqualTo("granted");
        signIns.succeeded(right, NOON);
        assertThat(places.of(ANA)).extracting(known -> known.place().network()).containsExactly("192.0.2.0/24");
    }

    @Test
    void anAttemptFromDovecotsHostThatNobodyAskedAboutIsCounted() {
        for (int guess = 0; guess < 10; guess++) {
            tryExpected(guess(guess));
        }
        assertThat(tryExpected(RIGHT)).isEqualTo("LOCKED_OUT");
    }

    @Test
    void oneQuestionOfDovecotIsGoodForOneLook() {
        signIns.beginElsewhere(announced(ATTACKER, 1), NOON);
        assertThat(signIns.expected(ANA, NOON)).contains(Passwords.Caller.stranger(ATTACKER));
        assertThat(signIns.expected(ANA, NOON)).isEmpty();
        signIns.beginElsewhere(announced(ATTACKER, 1), NOON);
        assertThat(signIns.expected(ANA, NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void whatDovecotCannotTellIsNotedForTheOperator() {
        change(ana.withPassword(new PasswordState(ana.password().hash(), NOON, true)));
        signIns.beginElsewhere(announced(HOME, 1), NOON);
        assertThat(tryExpected(RIGHT)).isEqualTo("must change");
        assertThat(codes(ANA)).containsExactly(50055);
    }

    @Test
    void everyRefusalIsAnsweredAtTheEndOfAStepAndTheOwnerAtOnce() {
        hash.meanwhile = () -> nanos += Duration.ofMillis(16).toNanos();
        assertThat(tryFrom(HOME, ANA, RIGHT)).isEqualTo("granted");
        assertThat(pauses).containsOnly(Duration.ZERO);
        for (AccountName name : List.of(ANA, NOBODY)) {
            tryFrom(ATTACKER, name, OTHER);
            assertThat(pauses).last().isEqualTo(Duration.ofMillis(34));
        }
        signIns.beginElsewhere(announced(HOME, 1), NOON);
        assertThat(tryExpected(OTHER)).isEqualTo("WRONG_PASSWORD");
        assertThat(pauses).last().isEqualTo(Duration.ofMillis(34));
    }

    @Test
    void aNetworkThatTriesManyAccountsWaitsWhetherTheAccountIsLockedOrNot() {
        for (int i = 0; i < 30; i++) {
            tryFrom(ATTACKER, AccountName.of("user" + i + "@example.si"), OTHER);
        }
        pauses.clear();
        for (int guess = 0; guess < 11; guess++) {
            tryFrom(ATTACKER, ANA, guess(guess));
        }
        assertThat(codes(ANA)).first().isEqualTo(50053);
        assertThat(pauses).filteredOn(Duration.ofSeconds(2)::equals).hasSize(11);
    }

    @Test
    void whoeverProvesThePasswordAgainDoesNotWaitForStrangers() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        hash.meanwhile = () -> await(atWork, over);
        Thread stranger = Thread.startVirtualThread(() -> tryFrom(ATTACKER, NOBODY, OTHER));
        try {
            atWork.await();
            assertThat(words(door.tryPassword(request(ATTACKER, ANA, OTHER, true), NOON)))
                    .isEqualTo("WRONG_PASSWORD");
            assertThat(door.tryPassword(request(ATTACKER, MAJA.name(), RIGHT, true), MAJA, none -> false, NOON))
                    .isEqualTo(SignInCode.SUCCESS);
            assertThat(door.tryPassword(request(ATTACKER, MAJA.name(), RIGHT, false), MAJA, none -> false, NOON))
                    .as("from a familiar place")
                    .isEqualTo(SignInCode.SUCCESS);
            assertThat(door.change(request(ATTACKER, ANA, RIGHT, true), OTHER, NOON))
                    .isInstanceOf(PasswordChange.Done.class);
            assertThat(door.choose(stored(), RIGHT, ATTACKER, NOON)).isInstanceOf(PasswordChange.Done.class);
        } finally {
            over.countDown();
            stranger.join();
        }
    }

    /** The first one stays at work. */
    private static void await(CountDownLatch atWork, CountDownLatch over) {
        boolean isFirst = atWork.getCount() > 0;
        atWork.countDown();
        try {
            if (isFirst) {
                over.await();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String tryFrom(ClientAddress client, AccountName name, Secret password) {
        return words(door.tryPassword(request(client, name, password), NOON));
    }

    private String tryExpected(Secret password) {
        return words(door.tryExpected(request(DOVECOT, ANA, password), NOON));
    }

    private static String words(PasswordAnswer answer) {
        return switch (answer) {
            case PasswordAnswer.Granted(User user) -> "granted";
            case PasswordAnswer.MustChange(User user) -> "must change";
            case PasswordAnswer.Denied(SignInCode code) -> code.name();
            case PasswordAnswer.Busy() -> "busy";
        };
    }

    private static PasswordTry request(ClientAddress client, AccountName name, Secret password) {
        return new PasswordTry(name, password, client, ClientKind.LDAP);
    }

    private static PasswordTry request(ClientAddress client, AccountName name, Secret password, boolean signedIn) {
        return new PasswordTry(name, password, client, ClientKind.WEB, signedIn);
    }

    private static SignInAttempt announced(ClientAddress client, int password) {
        return new SignInAttempt(ANA, client, ClientKind.IMAP, OptionalInt.of(password));
    }

    private static Secret guess(int number) {
        return Secret.of("guess " + number);
    }

    private List<Integer> codes(AccountName account) {
        return journal.pending(account).stream()
                .map(each -> each.code().number())
                .toList();
    }

    private User stored() {
        return store.byId(ana.id()).orElseThrow();
    }

    private User add(String hashed) {
        User user = User.of(
                User.newId(new Random(1)),
                Profile.of(ANA, "Ana Novak").withAliases(Set.of(ALIAS)),
                new PasswordState(Optional.of(hashed), NOON, false),
                NOON);
        store.add(user, event());
        return user;
    }

    private void change(User changed) {
        User next = changed.withVersion(ana.version() + 1);
        store.replace(ana, next, event());
        ana = next;
    }

    private static AuditEvent event() {
        return new AuditEvent(NOON, "test", ClientAddress.LOCAL, "user.test", "somebody", "", null, null);
    }

    /** Remembers what was compared; lets something happen in the middle of a comparison. */
    private static final class SeenHash implements PasswordHash {
        final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        Runnable meanwhile = () -> {};

        private final ReadableHash readable = new ReadableHash();

        @Override
        public String of(Secret password) {
            return readable.of(password);
        }

        @Override
        public boolean matches(Secret password, String hash) {
            seen.add(hash);
            meanwhile.run();
            return hash.equals("old:" + password.reveal()) || readable.matches(password, hash);
        }

        @Override
        public boolean isOutdated(String hash) {
            return hash.startsWith("old:");
        }
    }
}
