package org.odklep.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.store.memory.MemoryAdministratorStore;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryLockoutStore;
import org.odklep.store.memory.MemoryPlaceStore;
import org.odklep.store.memory.MemorySignInListStore;
import org.odklep.store.memory.MemorySignInLog;
import org.odklep.store.memory.MemoryUserStore;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.SignInBlock;
import org.odklep.user.User;

class SignInNamesTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final AccountName ANA = AccountName.of("ana@example.si");
    private static final AccountName ALIAS = AccountName.of("ana.novak@example.si");
    private static final ClientAddress ATTACKER = new ClientAddress("203.0.113.9");

    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final AwayStore<MemoryUserStore> users =
            new AwayStore<>(new MemoryUserStore(audit, new MemoryAdministratorStore(audit)));
    private final SignInNames names = new SignInNames(users.port());
    private final MemoryLockoutStore lockouts = new MemoryLockoutStore(audit);
    private final SignIns signIns = new SignIns(
            lockouts,
            new MemoryPlaceStore(),
            new SmartLockout(LockoutPolicy.DEFAULT),
            new SprayGuard(List.of()),
            new SignInBlocks(names::isBlocked, new SignInLists(new MemorySignInListStore(audit))),
            new SignInJournal(new MemorySignInLog(), 100),
            new Random(1));
    private User ana = add();

    @Test
    void everyNameOfAUserIsTheUser() {
        assertThat(names.canonical(ANA)).isEqualTo(ANA);
        assertThat(names.canonical(ALIAS)).isEqualTo(ANA);
        assertThat(names.canonical(AccountName.of(" ANA.Novak@Example.SI. "))).isEqualTo(ANA);
    }

    @Test
    void aNameOfNobodyIsItself() {
        AccountName nobody = AccountName.of("nobody@example.si");
        assertThat(names.canonical(nobody)).isEqualTo(nobody);
    }

    @Test
    void guessesThroughAnAliasAreCountedWithAllOthers() {
        for (int guess = 0; guess < 10; guess++) {
            AccountName name = names.canonical(guess % 2 == 0 ? ANA : ALIAS);
            signIns.begin(new SignInAttempt(name, ATTACKER, ClientKind.IMAP, OptionalInt.of(guess)), NOON);
        }
        assertThat(signIns.lockouts(ANA, NOON)).hasSize(1);
    }

    @Test
    void aBlockMadeElsewhereIsSeenAtTheNextSignIn() {
        store(ana.withBlock(Optional.of(block())));
        assertThat(names.canonical(ALIAS)).isEqualTo(ANA);
        assertThat(names.isBlocked(ANA)).isTrue();
        store(ana.withBlock(Optional.empty()));
        names.canonical(ALIAS);
        assertThat(names.isBlocked(ANA)).isFalse();
    }

    @Test
    void whatIsKnownHoldsWhileTheStoreIsAway() {
        store(ana.withBlock(Optional.of(block())));
        names.load();
        names.canonical(ALIAS);
        users.takeAway(true);
        assertThat(names.canonical(ALIAS)).isEqualTo(ANA);
        SignInAttempt attempt = new SignInAttempt(ANA, ATTACKER, ClientKind.IMAP, OptionalInt.of(1));
        assertThat(signIns.begin(attempt, NOON))
                .isEqualTo(new Admission.Refused(SignInCode.SIGN_IN_BLOCKED, Instant.MAX));
    }

    @Test
    void whoeverIsNotKnownGoesByTheTypedNameWhileTheStoreIsAway() {
        users.takeAway(true);
        assertThat(names.canonical(ALIAS)).isEqualTo(ALIAS);
        assertThat(names.isBlocked(ALIAS)).isFalse();
    }

    @Test
    void aBlockOnThisNodeHoldsAtOnce() {
        names.changed(ana, ana.withBlock(Optional.of(block())), NOON);
        assertThat(names.isBlocked(ANA)).isTrue();
        names.removed(ana, NOON);
        assertThat(names.isBlocked(ANA)).isFalse();
    }

    @Test
    void anAliasThatWasTakenAwayIsNobodysName() {
        names.canonical(ALIAS);
        names.changed(ana, ana.withProfile(ana.profile().withAliases(Set.of())), NOON);
        users.takeAway(true);
        assertThat(names.canonical(ALIAS)).isEqualTo(ALIAS);
    }

    @Test
    void aNewPasswordEndsLockoutsAndABlockDoesNot() {
        for (int guess = 0; guess < 10; guess++) {
            signIns.begin(new SignInAttempt(ANA, ATTACKER, ClientKind.IMAP, OptionalInt.of(guess)), NOON);
        }
        ResetEndsLockout reset = new ResetEndsLockout(lockouts);
        reset.changed(ana, ana.withBlock(Optional.of(block())), NOON);
        assertThat(signIns.lockouts(ANA, NOON)).hasSize(1);
        reset.changed(ana, ana.withPassword(PasswordState.none(NOON.plusSeconds(1))), NOON);
        assertThat(signIns.lockouts(ANA, NOON)).isEmpty();
        try (Stream<AuditEntry> entries = audit.all()) {
            assertThat(entries.map(entry -> entry.event().action()).filter("lockout.end"::equals))
                    .hasSize(1);
        }
    }

    private User add() {
        User user = User.of(
                User.newId(new Random(1)),
                Profile.of(ANA, "Ana Novak").withAliases(Set.of(ALIAS)),
                PasswordState.none(NOON),
                NOON);
        users.store().add(user, event());
        return user;
    }

    private void store(User changed) {
        User next = changed.withVersion(ana.version() + 1);
        users.store().replace(ana, next, event());
        ana = next;
    }

    private static SignInBlock block() {
        return new SignInBlock(Reason.of("Phished, as she told us herself."), "maja", NOON);
    }

    private static AuditEvent event() {
        return new AuditEvent(NOON, "test", ClientAddress.LOCAL, "user.test", "somebody", "", null, null);
    }
}
