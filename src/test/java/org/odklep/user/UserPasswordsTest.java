package org.odklep.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.user.Directory.DOMAIN;
import static org.odklep.user.Directory.GLOBAL;
import static org.odklep.user.Directory.GOOD;
import static org.odklep.user.Directory.HELPDESK;
import static org.odklep.user.Directory.NOON;
import static org.odklep.user.Directory.ORIGIN;
import static org.odklep.user.Directory.USERS;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.odklep.account.Passwords;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.user.Users.Edit;

class UserPasswordsTest {
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final AccountName ANA = AccountName.of("ana@example.si");
    private static final Edit EDIT = new Edit(Profile.of(ANA, "Ana Novak"), Set.of());
    private static final Secret OTHER = Secret.of("kolo ob jezeru in megla");

    private final Directory directory = new Directory();
    private final UserPasswords passwords = directory.passwords;

    @Test
    void aNewUserGetsAPasswordThatIsShownOnce() {
        UserCreation.Created created =
                (UserCreation.Created) passwords.create(EDIT, NewPassword.AUTOMATIC, USERS, NOON);

        Secret made = created.made().orElseThrow();
        User ana = directory.store.find(ANA).orElseThrow();
        assertThat(created.user()).isEqualTo(ana);
        assertThat(directory.hashes.verify(made, ana.password().hash(), Passwords.Caller.WITHIN))
                .contains(true);
        assertThat(ana.password().mustChange()).isTrue();
        assertThat(directory.actions()).containsExactly("user.create");
        assertThat(directory.recorded().toString()).doesNotContain(made.reveal());
    }

    @Test
    void aUserMayBeAddedBlocked() {
        UserPasswords.NewUser wanted =
                new UserPasswords.NewUser(EDIT, NewPassword.AUTOMATIC, Optional.of(Reason.of("Begins in January.")));
        UserCreation.Created created = (UserCreation.Created) passwords.create(wanted, USERS, NOON);

        assertThat(created.user().block())
                .contains(new SignInBlock(Reason.of("Begins in January."), USERS.name(), NOON));
        assertThat(directory.actions()).containsExactly("user.create");
    }

    @Test
    void anotherPasswordCanBeAskedForWithoutTakingThePresentOne() {
        User ana = directory.add("ana@example.si");
        passwords.requireChange(ana.id(), true, HELPDESK, LATER);

        assertThat(directory.stored(ana).password())
                .isEqualTo(
                        new PasswordState(ana.password().hash(), ana.password().changedAt(), true));
        assertThat(passwords.requireChange(ana.id(), true, HELPDESK, LATER)).isInstanceOf(UserChange.Unchanged.class);
        assertThat(directory.actions()).containsExactly("user.requirePasswordChange");
    }

    @Test
    void whatCannotBeAddedIsNot() {
        directory.add("bor@example.si");
        Edit taken = new Edit(EDIT.profile().withAliases(Set.of(AccountName.of("bor@example.si"))), Set.of());
        Edit administrator = new Edit(EDIT.profile(), Set.of(Role.AUDITOR));
        Edit away = new Edit(Profile.of(AccountName.of("ana@other.si"), "Ana"), Set.of());
        NewPassword poor = NewPassword.chosen(Secret.of("password"));

        assertThat(passwords.create(EDIT, NewPassword.AUTOMATIC, HELPDESK, NOON))
                .isEqualTo(new UserCreation.NotAllowed(Role.USER_ADMINISTRATOR));
        assertThat(passwords.create(administrator, NewPassword.AUTOMATIC, USERS, NOON))
                .isEqualTo(new UserCreation.NotAllowed(Role.GLOBAL_ADMINISTRATOR));
        assertThat(passwords.create(away, NewPassword.AUTOMATIC, DOMAIN, NOON))
                .isEqualTo(new UserCreation.NotAllowed(Role.USER_ADMINISTRATOR));
        assertThat(passwords.create(taken, NewPassword.AUTOMATIC, USERS, NOON))
                .isEqualTo(new UserCreation.NameTaken(AccountName.of("bor@example.si")));
        assertThat(passwords.create(EDIT, poor, USERS, NOON)).isInstanceOf(UserCreation.PasswordRefused.class);
        assertThat(directory.store.count()).isEqualTo(1);
        assertThat(directory.actions()).isEmpty();
    }

    @Test
    void aResetMakesTheOldPasswordAndAllSessionsWorthless() {
        User ana = directory.add("ana@example.si");
        PasswordChange.Done done =
                (PasswordChange.Done) passwords.reset(ana.id(), NewPassword.AUTOMATIC, HELPDESK, LATER);

        User after = directory.stored(ana);
        assertThat(done.user()).isEqualTo(after);
        assertThat(directory.hashes.verify(GOOD, after.password().hash(), Passwords.Caller.WITHIN))
                .contains(false);
        assertThat(directory.hashes.verify(
                        done.made().orElseThrow(), after.password().hash(), Passwords.Caller.WITHIN))
                .contains(true);
        assertThat(after.password().mustChange()).isTrue();
        assertThat(after.password().changedAt()).isEqualTo(LATER);
        assertThat(after.times().sessionsValidFrom()).isAfter(LATER);
        assertThat(directory.told).containsExactly("1>2 ana@example.si");
        assertThat(directory.recorded().getLast().after()).contains("mustChangePassword: true");
    }

    @Test
    void aResetThatIsAskedForTwiceIsDoneOnce() {
        User ana = directory.add("ana@example.si");
        UserPasswords.Reset wanted = new UserPasswords.Reset(ana.id(), NewPassword.AUTOMATIC, LATER);
        Instant done = LATER.plusSeconds(1);

        assertThat(passwords.reset(wanted, HELPDESK, done)).isInstanceOf(PasswordChange.Done.class);
        User after = directory.stored(ana);
        assertThat(passwords.reset(wanted, HELPDESK, done.plusSeconds(1)))
                .isEqualTo(new PasswordChange.NotDone(new UserChange.Conflict()));
        assertThat(directory.stored(ana)).isEqualTo(after);
        assertThat(directory.actions()).containsExactly("user.resetPassword");
        UserPasswords.Reset anew = new UserPasswords.Reset(ana.id(), NewPassword.AUTOMATIC, done);
        assertThat(passwords.reset(anew, HELPDESK, done.plusSeconds(2))).isInstanceOf(PasswordChange.Done.class);
    }

    @Test
    void aResetMayLeaveSessionsAndNeedNoChange() {
        User ana = directory.add("ana@example.si");
        NewPassword wanted = new NewPassword(Optional.of(OTHER), false, false);

        assertThat(passwords.reset(ana.id(), wanted, GLOBAL, LATER))
                .isEqualTo(new PasswordChange.Done(directory.stored(ana), Optional.empty()));
        assertThat(directory.stored(ana).password().mustChange()).isFalse();
        assertThat(directory.stored(ana).times().sessionsValidFrom()).isEqualTo(NOON);
    }

    @Test
    void aResetThatMayNotBeChangesNothing() {
        User ana = directory.add("ana@example.si");
        User vera = directory.add("vera@example.si", Role.GLOBAL_ADMINISTRATOR);
        NewPassword poor = NewPassword.chosen(Secret.of("Somebody is here"));

        assertThat(passwords.reset("nobody", NewPassword.AUTOMATIC, HELPDESK, LATER))
                .isEqualTo(new PasswordChange.NotDone(new UserChange.NotFound()));
        assertThat(passwords.reset(vera.id(), NewPassword.AUTOMATIC, HELPDESK, LATER))
                .isEqualTo(new PasswordChange.NotDone(new UserChange.NotAllowed(Role.GLOBAL_ADMINISTRATOR)));
        assertThat(passwords.reset(
                        vera.id(), NewPassword.AUTOMATIC, vera.actor(ORIGIN).orElseThrow(), LATER))
                .isEqualTo(new PasswordChange.NotDone(new UserChange.OwnAccount()));
        assertThat(passwords.reset(ana.id(), poor, HELPDESK, LATER))
                .isEqualTo(new PasswordChange.PasswordRefused(List.of(new PasswordProblem.HoldsName("somebody"))));
        assertThat(directory.actions()).isEmpty();
        assertThat(directory.told).isEmpty();
    }

    @Test
    void theOwnerChangesAPasswordWithThePresentOne() {
        User ana = directory.add("ana@example.si");
        passwords.reset(ana.id(), NewPassword.chosen(OTHER), HELPDESK, NOON);

        assertThat(passwords.changeOwn(new OwnPassword(ANA, OTHER, GOOD), ORIGIN, LATER))
                .isInstanceOf(PasswordChange.Done.class);
        User after = directory.stored(ana);
        assertThat(after.password().mustChange()).isFalse();
        assertThat(after.times().sessionsValidFrom()).isEqualTo(LATER);
        assertThat(directory.hashes.verify(GOOD, after.password().hash(), Passwords.Caller.WITHIN))
                .contains(true);
        assertThat(directory.recorded().getLast().actor()).isEqualTo("ana@example.si");
        assertThat(directory.actions()).containsExactly("user.resetPassword", "user.changePassword");
    }

    @Test
    void whoDoesNotKnowThePresentPasswordLearnsNothing() {
        User ana = directory.add("ana@example.si");
        AccountName nobody = AccountName.of("nobody@example.si");
        Secret wrong = Secret.of("some other password");
        Secret named = Secret.of("Somebody is here");

        assertThat(passwords.changeOwn(new OwnPassword(ANA, wrong, named), ORIGIN, LATER))
                .isInstanceOf(PasswordChange.WrongPassword.class);
        assertThat(passwords.changeOwn(new OwnPassword(nobody, GOOD, named), ORIGIN, LATER))
                .isInstanceOf(PasswordChange.WrongPassword.class);
        directory.users.blockSignIn(ana.id(), Reason.of("Stolen."), GLOBAL, LATER);
        assertThat(passwords.changeOwn(new OwnPassword(ANA, GOOD, OTHER), ORIGIN, LATER))
                .isInstanceOf(PasswordChange.WrongPassword.class);
        assertThat(directory.actions()).containsExactly("user.blockSignIn");
    }

    @Test
    void theOwnersNewPasswordMustBeNewAndGood() {
        directory.add("ana@example.si");
        assertThat(passwords.changeOwn(new OwnPassword(ANA, GOOD, GOOD), ORIGIN, LATER))
                .isEqualTo(new PasswordChange.PasswordRefused(List.of(new PasswordProblem.SameAsBefore())));
        assertThat(passwords.changeOwn(new OwnPassword(ANA, GOOD, Secret.of("short")), ORIGIN, LATER))
                .isEqualTo(new PasswordChange.PasswordRefused(List.of(new PasswordProblem.TooShort(12))));
        assertThat(directory.actions()).isEmpty();
    }

    @Test
    void aHashOfAnOlderKindIsReplacedOnceItsPasswordIsKnown() {
        User ana = directory.add("ana@example.si");
        passwords.upgrade(ana, GOOD, ORIGIN, LATER);
        assertThat(directory.actions()).isEmpty();

        User old = ana.withPassword(new PasswordState(Optional.of("old:" + GOOD.reveal()), NOON, true))
                .withVersion(2);
        directory.store.replace(ana, old, directory.recordedAs("user.update"));
        passwords.upgrade(old, GOOD, ORIGIN, LATER);
        PasswordState upgraded = directory.stored(ana).password();
        assertThat(upgraded.hash()).isEqualTo(directory.hashes.hash(GOOD));
        assertThat(upgraded.changedAt()).isEqualTo(NOON);
        assertThat(upgraded.mustChange()).isTrue();
        assertThat(directory.actions()).containsExactly("user.upgradePasswordHash");
    }
}
