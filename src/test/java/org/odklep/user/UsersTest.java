package org.odklep.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.user.Directory.AUDITOR;
import static org.odklep.user.Directory.DOMAIN;
import static org.odklep.user.Directory.GLOBAL;
import static org.odklep.user.Directory.HELPDESK;
import static org.odklep.user.Directory.NOON;
import static org.odklep.user.Directory.ORIGIN;
import static org.odklep.user.Directory.USERS;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.odklep.account.Actor;
import org.odklep.account.Administrator;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Reason;
import org.odklep.user.Users.Edit;

class UsersTest {
    private static final Reason WHY = Reason.of("Laptop stolen.");
    private static final Instant LATER = NOON.plusSeconds(60);

    private final Directory directory = new Directory();
    private final Users users = directory.users;

    @Test
    void aBlockEndsSessionsAndSaysWhoAndWhy() {
        User ana = directory.add("ana@example.si");

        assertThat(users.blockSignIn(ana.id(), WHY, USERS, LATER)).isInstanceOf(UserChange.Changed.class);
        User blocked = directory.stored(ana);
        assertThat(blocked.block()).contains(new SignInBlock(WHY, "ula", LATER));
        assertThat(blocked.times().sessionsValidFrom()).isAfter(LATER);
        assertThat(directory.told).containsExactly("1>2 ana@example.si");
        AuditEvent event = directory.recorded().getLast();
        assertThat(event.action()).isEqualTo("user.blockSignIn");
        assertThat(event.target()).isEqualTo("ana@example.si");
        assertThat(event.reason()).isEqualTo("Laptop stolen.");
        assertThat(event.before()).contains("accountEnabled: true").doesNotContain("displayName");
        assertThat(event.after()).contains("accountEnabled: false");

        assertThat(users.blockSignIn(ana.id(), WHY, GLOBAL, LATER)).isEqualTo(new UserChange.Unchanged(blocked));
        assertThat(users.allowSignIn(ana.id(), WHY, USERS, LATER)).isInstanceOf(UserChange.Changed.class);
        assertThat(users.allowSignIn(ana.id(), WHY, USERS, LATER)).isInstanceOf(UserChange.Unchanged.class);
        assertThat(directory.stored(ana).isEnabled()).isTrue();
        assertThat(directory.stored(ana).times().sessionsValidFrom()).isAfter(LATER);
        assertThat(directory.actions()).containsExactly("user.blockSignIn", "user.allowSignIn");
    }

    @Test
    void whatWasIssuedBeforeARevocationIsWorthNothingForEver() {
        User ana = directory.add("ana@example.si");

        assertThat(users.revokeSessions(ana.id(), HELPDESK, LATER.plusNanos(999_999)))
                .isInstanceOf(UserChange.Changed.class);
        Instant validFrom = directory.stored(ana).times().sessionsValidFrom();
        assertThat(validFrom).isEqualTo(LATER.plusMillis(1));
        users.revokeSessions(ana.id(), HELPDESK, NOON);
        assertThat(directory.stored(ana).times().sessionsValidFrom()).isEqualTo(validFrom);
    }

    @Test
    void anUpdateNeedsTheVersionThatWasSeen() {
        User ana = directory.add("ana@example.si");
        Edit edit = new Edit(ana.profile().withDisplayName("Ana Kos"), Set.of());

        assertThat(users.update(ana, edit, USERS, LATER)).isInstanceOf(UserChange.Changed.class);
        assertThat(users.update(ana, edit, USERS, LATER)).isInstanceOf(UserChange.Conflict.class);
        assertThat(users.update(directory.stored(ana), edit, USERS, LATER)).isInstanceOf(UserChange.Unchanged.class);
        assertThat(directory.recorded().getLast().before()).isEqualTo("displayName: Somebody");
        assertThat(directory.recorded().getLast().after()).isEqualTo("displayName: Ana Kos");
        assertThat(directory.told).hasSize(1);
    }

    @Test
    void aNameOfSomebodyElseIsSaidToBeTaken() {
        User ana = directory.add("ana@example.si");
        directory.add("bor@example.si");
        AccountName bor = AccountName.of("bor@example.si");
        Edit edit = new Edit(ana.profile().withAliases(Set.of(bor)), Set.of());

        assertThat(users.update(ana, edit, USERS, LATER)).isEqualTo(new UserChange.NameTaken(bor));
        assertThat(directory.actions()).isEmpty();
    }

    @Test
    void onlyAGlobalAdministratorDecidesAboutRoles() {
        User ana = directory.add("ana@example.si");
        Edit promotion = new Edit(ana.profile(), Set.of(Role.AUDITOR));

        assertThat(Directory.needed(users.update(ana, promotion, USERS, LATER))).contains(Role.GLOBAL_ADMINISTRATOR);
        assertThat(users.update(ana, promotion, GLOBAL, LATER)).isInstanceOf(UserChange.Changed.class);
        assertThat(directory.recorded().getLast().after()).isEqualTo("roles: auditor");
    }

    @Test
    void aDomainAdministratorNeitherSeesNorTouchesOtherDomains() {
        User inside = directory.add("ana@example.si");
        User outside = directory.add("bor@other.si");
        AccountName away = AccountName.of("ana@other.si");

        assertThat(users.find(inside.id(), DOMAIN)).isPresent();
        assertThat(users.find("bor@other.si", DOMAIN)).isEmpty();
        assertThat(users.list(UserQuery.everybody(9), DOMAIN).users()).containsExactly(inside);
        UserFilter others = UserFilter.NONE.withDomains(Set.of(MailDomain.of("other.si")));
        assertThat(users.list(UserQuery.everybody(9).withFilter(others), DOMAIN).users())
                .isEmpty();
        assertThat(users.blockSignIn(outside.id(), WHY, DOMAIN, LATER)).isInstanceOf(UserChange.NotFound.class);
        assertThat(users.update(inside, new Edit(inside.profile().withName(away), Set.of()), DOMAIN, LATER))
                .isInstanceOf(UserChange.NotAllowed.class);
        assertThat(users.update(inside, new Edit(inside.profile().withAliases(Set.of(away)), Set.of()), DOMAIN, LATER))
                .isInstanceOf(UserChange.NotAllowed.class);
        assertThat(users.blockSignIn(inside.id(), WHY, DOMAIN, LATER)).isInstanceOf(UserChange.Changed.class);
        Actor nowhere = new Actor("x", Role.DOMAIN_ADMINISTRATOR, ORIGIN);
        assertThat(users.list(UserQuery.everybody(9), nowhere).users()).isEmpty();
        assertThat(users.list(UserQuery.everybody(9), AUDITOR).users()).hasSize(2);
    }

    @Test
    void nobodyBlocksOrDeletesHimself() {
        User vera = directory.add("vera@example.si", Role.GLOBAL_ADMINISTRATOR);
        directory.add("other@example.si", Role.GLOBAL_ADMINISTRATOR);
        Actor herself = vera.actor(ORIGIN).orElseThrow();

        assertThat(users.blockSignIn(vera.id(), WHY, herself, LATER)).isInstanceOf(UserChange.OwnAccount.class);
        assertThat(users.delete(vera.id(), WHY, herself, LATER)).isInstanceOf(UserChange.OwnAccount.class);
        Actor token = new Actor("token:script", Role.GLOBAL_ADMINISTRATOR, ORIGIN, Set.of(), Optional.of(vera.id()));
        assertThat(users.blockSignIn(vera.id(), WHY, token, LATER)).isInstanceOf(UserChange.OwnAccount.class);
        assertThat(users.delete(vera.id(), WHY, token, LATER)).isInstanceOf(UserChange.OwnAccount.class);
        assertThat(directory.actions()).isEmpty();
    }

    @Test
    void theLastGlobalAdministratorStays() {
        User vera = directory.add("vera@example.si", Role.GLOBAL_ADMINISTRATOR);
        Edit demotion = new Edit(vera.profile(), Set.of());

        assertThat(users.blockSignIn(vera.id(), WHY, GLOBAL, LATER)).isInstanceOf(UserChange.LastAdministrator.class);
        assertThat(users.delete(vera.id(), WHY, GLOBAL, LATER)).isInstanceOf(UserChange.LastAdministrator.class);
        assertThat(users.update(vera, demotion, GLOBAL, LATER)).isInstanceOf(UserChange.LastAdministrator.class);

        User second = directory.add("second@example.si", Role.GLOBAL_ADMINISTRATOR);
        assertThat(users.blockSignIn(second.id(), WHY, GLOBAL, LATER)).isInstanceOf(UserChange.Changed.class);
        assertThat(users.delete(vera.id(), WHY, GLOBAL, LATER)).isInstanceOf(UserChange.LastAdministrator.class);
        directory.administrators.add(
                new Administrator(AccountName.of("root"), Role.GLOBAL_ADMINISTRATOR, "hash", NOON),
                new AuditEvent(NOON, "test", ORIGIN, "administrator.create", "root", "", null, null));
        assertThat(users.delete(vera.id(), WHY, GLOBAL, LATER)).isInstanceOf(UserChange.Changed.class);
        assertThat(directory.told).containsExactly("1>2 second@example.si", "removed vera@example.si");
    }

    @Test
    void ofTheLastTwoGlobalAdministratorsWhoGoAtOnceOneStays() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            Directory two = new Directory();
            List<User> both = List.of(
                    two.add("vera@example.si", Role.GLOBAL_ADMINISTRATOR),
                    two.add("maja@example.si", Role.GLOBAL_ADMINISTRATOR));
            List<Callable<UserChange>> blocks = both.stream()
                    .<Callable<UserChange>>map(user -> () -> two.users.blockSignIn(user.id(), WHY, GLOBAL, LATER))
                    .toList();
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                threads.invokeAll(blocks);
            }
            assertThat(both).filteredOn(user -> two.stored(user).isEnabled()).hasSize(1);
        }
    }

    @Test
    void everybodyIsToldHowManyThereAreOfThoseWhomHeSees() {
        directory.add("ana@example.si");
        directory.add("bor@other.si");
        UserQuery all = UserQuery.everybody(1);

        assertThat(users.count(all, AUDITOR)).contains(2L);
        assertThat(users.count(all, DOMAIN)).contains(1L);
        assertThat(users.count(all.withText(UserQuery.Match.BEGINNING, "bor"), AUDITOR))
                .contains(1L);
        assertThat(users.count(all.withText(UserQuery.Match.BEGINNING, "bor"), DOMAIN))
                .contains(0L);
    }

    @Test
    void whoIsDeletedIsGoneAndStandsInTheAuditLog() {
        User ana = directory.add("ana@example.si");

        assertThat(users.delete("ana@example.si", WHY, USERS, LATER)).isEqualTo(new UserChange.Changed(ana));
        assertThat(users.delete(ana.id(), WHY, USERS, LATER)).isInstanceOf(UserChange.NotFound.class);
        AuditEvent event = directory.recorded().getLast();
        assertThat(event.before()).contains("userPrincipalName: ana@example.si");
        assertThat(event.after()).isNull();
    }

    @Test
    void noSecretStandsInTheAuditLogOrInText() {
        User ana = directory.add("ana@example.si");
        users.blockSignIn(ana.id(), WHY, GLOBAL, LATER);
        directory.passwords.reset(ana.id(), NewPassword.chosen(Directory.GOOD), GLOBAL, LATER);
        users.delete(ana.id(), WHY, GLOBAL, LATER);

        List<AuditEvent> recorded = directory.recorded();
        assertThat(recorded).hasSize(3);
        assertThat(recorded.toString()).doesNotContain(Directory.GOOD.reveal(), "readable:");
        assertThat(ana.toString() + ana.password()).doesNotContain(Directory.GOOD.reveal());
    }

    @Test
    void withTwoRolesAUserActsWithTheGreaterOne() {
        User both = directory.add("b@example.si", Role.AUDITOR, Role.USER_ADMINISTRATOR);
        assertThat(both.actor(ORIGIN)).map(Actor::role).contains(Role.USER_ADMINISTRATOR);
        assertThat(both.actor(ORIGIN)).map(Actor::domains).contains(Set.of(MailDomain.of("example.si")));
        assertThat(directory.add("c@example.si").actor(ORIGIN)).isEqualTo(Optional.empty());
    }
}
