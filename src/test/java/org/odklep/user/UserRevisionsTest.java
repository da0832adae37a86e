package org.odklep.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.user.Directory.GLOBAL;
import static org.odklep.user.Directory.GOOD;
import static org.odklep.user.Directory.HELPDESK;
import static org.odklep.user.Directory.NOON;
import static org.odklep.user.Directory.ORIGIN;
import static org.odklep.user.Directory.USERS;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Actor;
import org.odklep.account.Passwords;
import org.odklep.account.Role;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.user.UserRevisions.Revision;
import org.odklep.user.UserRevisions.SignIn;
import org.odklep.user.Users.Edit;

class UserRevisionsTest {
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Reason WHY = Reason.of("Left the company.");
    private static final Optional<SignIn> BLOCK = Optional.of(new SignIn(false, WHY));
    private static final Optional<NewPassword> PASSWORD =
            Optional.of(NewPassword.chosen(Secret.of("sršen v dimniku gori")));

    private final Directory directory = new Directory();
    private final User ana = directory.add("ana@example.si");

    @Test
    void everythingIsChangedUnderOneEntry() {
        Revision all = new Revision(edit(ana, "Ana Kos"), BLOCK, PASSWORD, Optional.empty());

        assertThat(revise(ana, all, USERS)).isInstanceOf(PasswordChange.Done.class);
        User after = directory.stored(ana);
        assertThat(after.displayName()).isEqualTo("Ana Kos");
        assertThat(after.block()).contains(new SignInBlock(WHY, USERS.name(), LATER));
        assertThat(after.password().changedAt()).isEqualTo(LATER);
        assertThat(after.times().sessionsValidFrom()).isAfter(LATER);
        assertThat(after.version()).isEqualTo(ana.version() + 1);
        assertThat(directory.recorded()).singleElement().satisfies(event -> {
            assertThat(event.action()).isEqualTo("user.update");
            assertThat(event.reason()).isEqualTo(WHY.text());
            assertThat(event.after())
                    .contains("displayName: Ana Kos", "accountEnabled: false", "passwordChanged: " + LATER);
        });
        assertThat(directory.told).containsExactly("1>2 ana@example.si");
    }

    @Test
    void whatIsAskedForAloneKeepsItsName() {
        revise(ana, new Revision(edit(ana, "Ana Kos"), Optional.empty(), Optional.empty(), Optional.empty()), USERS);
        revise(ana, new Revision(Optional.empty(), BLOCK, Optional.empty(), Optional.empty()), USERS);
        revise(ana, new Revision(Optional.empty(), Optional.empty(), PASSWORD, Optional.empty()), USERS);
        revise(ana, new Revision(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(false)), USERS);

        assertThat(directory.actions())
                .containsExactly("user.update", "user.blockSignIn", "user.resetPassword", "user.requirePasswordChange");
    }

    @Test
    void theRoleThatIsEnoughForAllIsNamedAndNothingIsDone() {
        Optional<Edit> promotion = Optional.of(new Edit(ana.profile(), Set.of(Role.AUDITOR)));

        assertThat(needed(revise(
                        ana, new Revision(edit(ana, "x"), Optional.empty(), PASSWORD, Optional.empty()), HELPDESK)))
                .contains(Role.USER_ADMINISTRATOR);
        assertThat(needed(revise(ana, new Revision(promotion, BLOCK, PASSWORD, Optional.empty()), HELPDESK)))
                .contains(Role.GLOBAL_ADMINISTRATOR);
        assertThat(needed(revise(ana, new Revision(promotion, BLOCK, Optional.empty(), Optional.empty()), USERS)))
                .contains(Role.GLOBAL_ADMINISTRATOR);
        assertThat(directory.stored(ana)).isEqualTo(ana);
        assertThat(directory.recorded()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "taken", "stale", "own", "last"})
    void nothingIsDoneWhenOnePartCannotBe(String obstacle) {
        User vera = directory.add("vera@example.si", Role.GLOBAL_ADMINISTRATOR);
        Revision refused = switch (obstacle) {
            case "password" ->
                new Revision(
                        edit(vera, "x"),
                        BLOCK,
                        Optional.of(NewPassword.chosen(Secret.of("password"))),
                        Optional.empty());
            case "taken" ->
                new Revision(
                        Optional.of(new Edit(vera.profile().withName(ana.name()), vera.roles())),
                        Optional.of(new SignIn(true, WHY)),
                        Optional.empty(),
                        Optional.of(true));
            default -> new Revision(edit(vera, "x"), BLOCK, PASSWORD, Optional.empty());
        };
        User seen = obstacle.equals("stale") ? vera.withVersion(7) : vera;
        Actor actor = obstacle.equals("own") ? vera.actor(ORIGIN).orElseThrow() : GLOBAL;

        assertThat(revise(seen, refused, actor)).isNotInstanceOf(PasswordChange.Done.class);
        assertThat(directory.stored(vera)).isEqualTo(vera);
        assertThat(directory.recorded()).isEmpty();
        assertThat(directory.hashes.verify(
                        GOOD, directory.stored(vera).password().hash(), Passwords.Caller.WITHIN))
                .contains(true);
    }

    private PasswordChange revise(User seen, Revision revision, Actor actor) {
        return directory.revisions.revise(seen, revision, actor, LATER);
    }

    private static Optional<Edit> edit(User user, String displayName) {
        return Optional.of(new Edit(user.profile().withDisplayName(displayName), user.roles()));
    }

    private static Optional<Role> needed(PasswordChange outcome) {
        return outcome instanceof PasswordChange.NotDone(UserChange why) ? Directory.needed(why) : Optional.empty();
    }
}
