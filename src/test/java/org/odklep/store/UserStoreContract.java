package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.ANA;
import static org.odklep.store.Samples.BOR;
import static org.odklep.store.Samples.HOSTILE;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;
import static org.odklep.store.Samples.user;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.account.Administrator;
import org.odklep.account.Role;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.Reason;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.SignInBlock;
import org.odklep.user.User;
import org.odklep.user.UserFilter;
import org.odklep.user.UserPage;
import org.odklep.user.UserPosition;
import org.odklep.user.UserQuery;
import org.odklep.user.UserStore;
import org.odklep.user.UserStore.Removal;
import org.odklep.user.UserStore.Replacement;

/** What every {@link UserStore} does with one user or several; lists are in {@link UserListContract}. */
public interface UserStoreContract {
    AuditEvent ADDED = event("user.create", "ana@example.si");
    AuditEvent CHANGED = event("user.update", "ana@example.si");
    AuditEvent REMOVED = event("user.delete", "ana@example.si");
    AccountName ALIAS = AccountName.of("a.novak@example.si");

    Ports ports();

    @Test
    default void aUserComesBackAsItWas() {
        User full = full();
        assertThat(users().add(full, ADDED)).isTrue();
        assertThat(users().add(user("bor@example.si", "Bor"), ADDED)).isTrue();

        assertThat(users().find(ANA)).contains(full);
        assertThat(users().find(ALIAS)).contains(full);
        assertThat(users().byId(full.id())).contains(full);
        assertThat(users().find(BOR)).contains(user("bor@example.si", "Bor"));
        assertThat(users().count()).isEqualTo(2);
        assertThat(recorded()).containsExactly(ADDED, ADDED);
    }

    @Test
    default void whoIsNotThereIsNotFound() {
        users().add(full(), ADDED);

        assertThat(users().find(AccountName.of("an_@example.si"))).isEmpty();
        assertThat(users().byId("%")).isEmpty();
        HOSTILE.forEach(text -> assertThat(users().byId(text)).isEmpty());
        assertThat(users().byId("\0")).isEmpty();
    }

    @Test
    default void hostileTextsAreJustTexts() {
        for (int i = 0; i < HOSTILE.size(); i++) {
            String text = HOSTILE.get(i).replaceAll("[\\p{Cc}\\p{Cf}]", " ") + "x";
            Profile profile = Profile.of(AccountName.of("h" + i + "@example.si"), text)
                    .withMail(MailAddress.parse(text.strip() + "@example.com"))
                    .withGroups(Set.of(text));
            User user = user("h" + i + "@example.si", "x").withProfile(profile);

            assertThat(users().add(user, ADDED)).isTrue();
            assertThat(users().byId(user.id())).contains(user);
            UserQuery everything = UserQuery.everybody(10).withFilter(UserFilter.NONE.withGroup(text));
            assertThat(users().list(everything.withText(UserQuery.Match.ANYWHERE, text))
                            .users())
                    .containsExactly(user);
        }
    }

    @Test
    default void whoWasReadBeforeIsReadAgainAsHeIsNow() {
        User before = full();
        users().add(before, ADDED);
        assertThat(users().again(before)).contains(before);

        User after = next(before.withProfile(before.profile().withDisplayName("Someone else")));
        users().replace(before, after, CHANGED);
        assertThat(users().again(before)).contains(after);
        users().remove(after, REMOVED);
        assertThat(users().again(before)).isEmpty();
    }

    @Test
    default void membersOfGroupsAreKnownByAllTheirNames() {
        User ana = inGroups(full(), "newsletter", "staff");
        User bor = inGroups(user("bor@example.si", "Bor"), "staff", "sales");
        users().add(ana, ADDED);
        users().addAll(List.of(bor, user("cene@example.si", "Cene")), ADDED);

        Map<AccountName, Set<String>> members = new HashMap<>(Map.of(BOR, Set.of("staff")));
        ana.names().forEach(name -> members.put(name, Set.of("newsletter", "staff")));
        assertThat(members).containsKeys(ANA, ALIAS);
        assertThat(users().membersOf(Set.of("newsletter", "staff", "nobody"))).isEqualTo(members);
        assertThat(users().membersOf(Set.of())).isEmpty();
        assertThat(users().hasGroup("sales")).isTrue();
        assertThat(HOSTILE).noneMatch(text -> users().hasGroup(text));

        User left = next(inGroups(bor, "staff"));
        users().replace(bor, left, CHANGED);
        users().remove(ana, REMOVED);

        assertThat(users().membersOf(Set.of("staff", "sales", "newsletter"))).isEqualTo(Map.of(BOR, Set.of("staff")));
        assertThat(users().hasGroup("sales")).isFalse();
        assertThat(users().hasGroup("newsletter")).isFalse();
    }

    @Test
    default void everyChangeOfAUserIsAnotherVersion() {
        Set<Long> versions = new HashSet<>();
        versions.add(users().version());
        User ana = full();
        users().add(ana, ADDED);
        versions.add(users().version());
        User next = next(ana);
        users().replace(ana, next, CHANGED);
        versions.add(users().version());
        users().addAll(List.of(user("bor@example.si", "Bor")), ADDED);
        versions.add(users().version());
        users().remove(next, REMOVED);
        versions.add(users().version());

        assertThat(versions).hasSize(5);
    }

    private static User inGroups(User user, String... groups) {
        return user.withProfile(user.profile().withGroups(Set.of(groups)));
    }

    @Test
    default void aNameOrAliasBelongsToOneUser() {
        User ana = full();
        users().add(ana, ADDED);
        User bor = user("bor@example.si", "Bor");
        users().add(bor, ADDED);

        assertThat(users().add(user("ana@example.si", "Other").withVersion(7), ADDED))
                .isFalse();
        assertThat(users().add(user(ALIAS.value(), "Other"), ADDED)).isFalse();
        assertThat(users().add(withAliases(user("c@example.si", "C"), ANA), ADDED))
                .isFalse();
        assertThat(users().add(withAliases(user("c@example.si", "C"), ALIAS), ADDED))
                .isFalse();
        assertThat(users().replace(bor, next(withAliases(bor, ALIAS)), CHANGED)).isEqualTo(Replacement.NAME_TAKEN);
        assertThat(users().replace(bor, next(bor.withProfile(bor.profile().withName(ANA))), CHANGED))
                .isEqualTo(Replacement.NAME_TAKEN);
        assertThat(users().find(ANA)).contains(ana);
        assertThat(users().find(BOR)).contains(bor);
        assertThat(users().count()).isEqualTo(2);
        assertThat(recorded()).containsExactly(ADDED, ADDED);
    }

    @Test
    default void aChangeTakesThePlaceOfTheVersionBefore() {
        User before = full();
        users().add(before, ADDED);
        User after = next(before.withProfile(Profile.of(BOR, "Bor"))
                .withRoles(Set.of())
                .withBlock(Optional.empty())
                .withPassword(new PasswordState(Optional.empty(), NOON.plusSeconds(5), false))
                .withSessionsValidFrom(NOON.plusSeconds(9)));

        assertThat(users().replace(before, after, CHANGED)).isEqualTo(Replacement.DONE);
        assertThat(users().find(BOR)).contains(after);
        assertThat(users().find(ANA)).isEmpty();
        assertThat(users().find(ALIAS)).isEmpty();
        assertThat(users().replace(before, after, CHANGED)).isEqualTo(Replacement.STALE);
        assertThat(users().remove(before, REMOVED)).isEqualTo(Removal.STALE);
        assertThat(users().count()).isEqualTo(1);
        assertThat(recorded()).containsExactly(ADDED, CHANGED);
    }

    @Test
    default void namesAreFreeAfterARenamingOrARemoval() {
        User ana = full();
        users().add(ana, ADDED);
        User renamed = next(ana.withProfile(ana.profile().withName(BOR)));
        users().replace(ana, renamed, CHANGED);

        User other = user("ana@example.si", "Other").withVersion(1);
        assertThat(users().add(
                                new User(
                                        "another-id-0123456789-abc",
                                        other.profile(),
                                        Set.of(),
                                        Optional.empty(),
                                        other.password(),
                                        other.times(),
                                        1),
                                ADDED))
                .isTrue();
        assertThat(users().remove(renamed, REMOVED)).isEqualTo(Removal.DONE);
        assertThat(users().find(BOR)).isEmpty();
        assertThat(users().find(ALIAS)).isEmpty();
        assertThat(users().byId(renamed.id())).isEmpty();
        assertThat(users().remove(renamed, REMOVED)).isEqualTo(Removal.STALE);
        assertThat(users().replace(renamed, next(renamed), CHANGED)).isEqualTo(Replacement.STALE);
        assertThat(users().add(user("bor@example.si", "Bor"), ADDED)).isTrue();
        assertThat(recorded()).containsExactly(ADDED, CHANGED, ADDED, REMOVED, ADDED);
    }

    @Test
    default void allOrNoneOfManyAreAdded() {
        users().add(full(), ADDED);
        User bor = user("bor@example.si", "Bor");
        User cene = user("cene@example.si", "Cene");

        assertThat(users().addAll(List.of(bor, withAliases(cene, ALIAS)), ADDED))
                .containsExactly(ALIAS);
        assertThat(users().addAll(List.of(bor, withAliases(cene, BOR)), ADDED)).containsExactly(BOR);
        assertThat(users().count()).isEqualTo(1);
        assertThat(users().addAll(List.of(bor, cene), CHANGED)).isEmpty();
        assertThat(users().find(BOR)).contains(bor);
        assertThat(users().count()).isEqualTo(3);
        assertThat(recorded()).containsExactly(ADDED, CHANGED);
    }

    @Test
    default void aSignInIsNotedWithoutANewVersion() {
        User ana = full();
        users().add(ana, ADDED);
        users().signedIn(ana.id(), NOON.plusSeconds(60));
        users().signedIn(ana.id(), NOON.plusSeconds(30));
        users().signedIn("nobody-0123456789-0123456789", NOON);

        assertThat(lastSignIn(ana)).contains(NOON.plusSeconds(60));
        assertThat(users().replace(ana, next(ana.withRoles(Set.of())), CHANGED)).isEqualTo(Replacement.DONE);
        assertThat(lastSignIn(ana)).contains(NOON.plusSeconds(60));
        users().signedIn(ana.id(), NOON.plusSeconds(90));
        assertThat(lastSignIn(ana)).contains(NOON.plusSeconds(90));
        assertThat(recorded()).containsExactly(ADDED, CHANGED);
    }

    @Test
    default void ofManyWhoChangeOneVersionOneDoes() {
        User before = full();
        users().add(before, ADDED);
        List<Replacement> outcomes = Together.run(
                8,
                number -> users().replace(
                                before,
                                next(before.withProfile(before.profile().withDisplayName("Ana " + number))),
                                CHANGED));

        assertThat(outcomes).containsOnlyOnce(Replacement.DONE);
        assertThat(outcomes).filteredOn(Replacement.STALE::equals).hasSize(7);
        assertThat(recorded()).containsExactly(ADDED, CHANGED);
    }

    @Test
    default void ofManyWhoWantOneNameOneGetsIt() {
        List<Boolean> outcomes = Together.run(
                8, number -> users().add(withAliases(user("u" + number + "@example.si", "U" + number), ALIAS), ADDED));

        assertThat(outcomes).containsOnlyOnce(true);
        assertThat(users().count()).isEqualTo(1);
        assertThat(users().find(ALIAS)).isPresent();
        assertThat(recorded()).hasSize(1);
    }

    @Test
    default void signInsAndChangesAtOnceAreAllKept() {
        User before = full();
        users().add(before, ADDED);
        Instant last = NOON.plusSeconds(100);
        Together.run(8, number -> {
            users().signedIn(before.id(), last.minusSeconds(number));
            User seen = users().byId(before.id()).orElseThrow();
            return users().replace(seen, next(seen.withRoles(Set.of(Role.AUDITOR))), CHANGED);
        });

        assertThat(lastSignIn(before)).contains(last);
        assertThat(users().byId(before.id()).orElseThrow().roles()).containsExactly(Role.AUDITOR);
    }

    @Test
    default void ofTheLastGlobalAdministratorsWhoGoAtOnceOneStays() {
        List<User> globals = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            globals.add(global("global" + i + "@example.si"));
        }
        users().addAll(globals, ADDED);
        users().add(global("blocked@example.si").withBlock(full().block()), ADDED);
        users().add(global("no-password@example.si").withPassword(PasswordState.none(NOON)), ADDED);
        Together.run(6, number -> {
            User user = globals.get(number);
            return number % 2 == 0
                    ? users().remove(user, REMOVED).name()
                    : users().replace(user, next(user.withBlock(full().block())), CHANGED)
                            .name();
        });

        List<User> left = users().list(UserQuery.GLOBAL_ADMINISTRATORS).users();
        assertThat(left).filteredOn(User::isGlobalAdministrator).hasSize(1);
        User last =
                left.stream().filter(User::isGlobalAdministrator).findFirst().orElseThrow();
        assertThat(users().remove(last, REMOVED)).isEqualTo(Removal.LAST_GLOBAL_ADMINISTRATOR);
        assertThat(users().replace(last, next(last.withRoles(Set.of(Role.AUDITOR))), CHANGED))
                .isEqualTo(Replacement.LAST_GLOBAL_ADMINISTRATOR);
        assertThat(users().replace(last, next(last.withProfile(Profile.of(BOR, "Bor"))), CHANGED))
                .isEqualTo(Replacement.DONE);
    }

    @Test
    default void whereAnAdministratorIsGlobalNoUserHasToBe() {
        User user = global("ana@example.si");
        users().add(user, ADDED);
        ports().administrators()
                .add(
                        new Administrator(BOR, Role.GLOBAL_ADMINISTRATOR, "hash", NOON),
                        event("administrator.create", "bor"));

        assertThat(users().remove(user, REMOVED)).isEqualTo(Removal.DONE);
    }

    @Test
    default void manyUsersAreAddedAmongThoseWhoAreThere() {
        List<User> first = new ArrayList<>();
        List<User> second = new ArrayList<>();
        for (int i = 0; i < 2600; i++) {
            User user = user("u" + i * 7919 % 2600 + "@example.si", "User " + i * 104_729 % 2600);
            (i % 13 == 0 ? first : second).add(user);
        }
        assertThat(users().addAll(first, ADDED)).isEmpty();
        assertThat(users().addAll(second, CHANGED)).isEmpty();

        assertThat(users().count()).isEqualTo(2600);
        for (UserQuery.Sort sort : UserQuery.Sort.values()) {
            UserQuery query = UserQuery.everybody(999)
                    .withText(UserQuery.Match.BEGINNING, "user")
                    .sorted(sort, false);
            List<UserPosition> places = new ArrayList<>();
            Optional<UserQuery> next = Optional.of(query);
            while (next.isPresent()) {
                UserPage page = users().list(next.get());
                page.users().forEach(user -> places.add(UserPosition.of(user, sort)));
                next = page.next().map(query::after);
            }
            assertThat(places).hasSize(2600).isSortedAccordingTo(UserStoreContract::inOrder);
        }
        assertThat(users().count(UserQuery.everybody(1).withText(UserQuery.Match.ANYWHERE, "er 2"), 5000))
                .isEqualTo(711);
        assertThat(users().count(UserQuery.everybody(1), 100)).isEqualTo(100);
        theNamedOnesAreCountedByTheWay(users());
        assertThat(recorded()).containsExactly(ADDED, CHANGED);
    }

    private static void theNamedOnesAreCountedByTheWay(UserStore users) {
        UserFilter named = UserFilter.NONE.withNames(Stream.of("u1", "u2", "u3", "u20", "u400", "nobody")
                .map(name -> AccountName.of(name + "@example.si"))
                .collect(Collectors.toSet()));
        for (UserQuery.Sort sort : UserQuery.Sort.values()) {
            UserQuery query = UserQuery.everybody(3).withFilter(named).sorted(sort, true);
            UserPage page = users.list(query);
            UserPage last = users.list(query.after(page.next().orElseThrow()));
            assertThat(page.users()).hasSize(3);
            assertThat(last.users()).hasSize(2).doesNotContainAnyElementsOf(page.users());
            assertThat(page.all()).contains(5L);
            assertThat(last.all()).contains(5L);
            assertThat(users.count(query, 100)).isEqualTo(5);
        }
    }

    private static int inOrder(UserPosition one, UserPosition other) {
        int keys = one.sort().isNumeric()
                ? Long.compare(one.number(), other.number())
                : one.key().compareTo(other.key());
        return keys != 0 ? keys : one.id().compareTo(other.id());
    }

    private UserStore users() {
        return ports().users();
    }

    private Optional<Instant> lastSignIn(User user) {
        return users().byId(user.id()).orElseThrow().times().lastSignIn();
    }

    private List<AuditEvent> recorded() {
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            return entries.map(AuditEntry::event).toList();
        }
    }

    private static User global(String name) {
        return user(name, name)
                .withRoles(Set.of(Role.GLOBAL_ADMINISTRATOR))
                .withPassword(new PasswordState(Optional.of("$argon2id$x"), NOON, false));
    }

    private static User next(User user) {
        return user.withVersion(user.version() + 1);
    }

    private static User withAliases(User user, AccountName... aliases) {
        return user.withProfile(user.profile().withAliases(Set.of(aliases)));
    }

    private static User full() {
        Profile profile = new Profile(
                ANA,
                "Ana Čebelica Novak \ud83d\udc1d",
                MailAddress.parse("ana@mail.example.com"),
                Set.of(ALIAS, AccountName.of("ana@čebelica.example")),
                Set.of("sales", "vsi 100%"),
                Optional.of("sl"),
                Set.of(MailAddress.parse("ana@home.example").orElseThrow()));
        return user("ana@example.si", "x")
                .withProfile(profile)
                .withRoles(EnumSet.of(Role.AUDITOR, Role.HELPDESK_ADMINISTRATOR))
                .withBlock(Optional.of(new SignInBlock(Reason.of("Stolen 'laptop'."), "meta", NOON.plusMillis(1))))
                .withPassword(new PasswordState(Optional.of("$argon2id$x"), NOON.plusMillis(2), true))
                .withSessionsValidFrom(NOON.plusMillis(3));
    }
}
