package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;
import static org.odklep.store.Samples.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Reason;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.SignInBlock;
import org.odklep.user.Times;
import org.odklep.user.User;
import org.odklep.user.UserFilter;
import org.odklep.user.UserPage;
import org.odklep.user.UserQuery;
import org.odklep.user.UserQuery.Match;
import org.odklep.user.UserQuery.Sort;
import org.odklep.user.UserStore;

/** How every {@link UserStore} searches, filters, sorts and pages. */
public interface UserListContract {
    AuditEvent EVENT = event("user.create", "users");
    UserQuery ALL = UserQuery.everybody(50);

    Ports ports();

    @Test
    default void groupsAreListedWhileSomebodyIsInThem() {
        User ana = inGroups("ana@example.si", "staff", "čebelarji", "a\"b'c");
        User bor = inGroups("bor@example.si", "staff", "board");
        users().addAll(List.of(ana, bor), EVENT);

        assertThat(users().groups("", 9)).containsExactly("a\"b'c", "board", "staff", "čebelarji");
        assertThat(users().groups("", 2)).containsExactly("a\"b'c", "board");
        assertThat(users().groups("board", 9)).containsExactly("staff", "čebelarji");
        User left = bor.withProfile(bor.profile().withGroups(Set.of("it"))).withVersion(bor.version() + 1);
        users().replace(bor, left, EVENT);
        assertThat(users().groups("", 9)).containsExactly("a\"b'c", "it", "staff", "čebelarji");
        users().remove(ana, EVENT);
        assertThat(users().groups("", 9)).containsExactly("it");
    }

    private static User inGroups(String name, String... groups) {
        User user = user(name, "Somebody");
        return user.withProfile(user.profile().withGroups(Set.of(groups)));
    }

    @Test
    default void aTextIsFoundAtBeginningsOfNamesAddressesAndWords() {
        add(
                person("ana@example.si", "Ana Novak", "ana.novak@mail.example"),
                person("bor@example.si", "Bor Anantovič", "b@mail.example"),
                withAlias(person("cene@example.si", "Cene Žagar", "c@mail.example"), "anabela@example.si"),
                person("d@example.si", "Dana Kos", "d@mail.example"));

        assertThat(names(beginning("an"))).containsExactly("ana@example.si", "bor@example.si", "cene@example.si");
        assertThat(names(beginning("ANA N"))).containsExactly("ana@example.si");
        assertThat(names(beginning("ana.n"))).containsExactly("ana@example.si");
        assertThat(names(beginning("ž"))).containsExactly("cene@example.si");
        assertThat(names(beginning("\uFF21\uFF2E\uFF21"))).contains("ana@example.si");
        assertThat(names(beginning("z\u030cagar"))).containsExactly("cene@example.si");
        assertThat(names(beginning("example"))).isEmpty();
        assertThat(names(beginning("x"))).isEmpty();
    }

    @Test
    default void aTextIsFoundAnywhere() {
        add(
                person("ana@example.si", "Ana Novak", "ana.novak@mail.example"),
                person("bor@example.si", "Bor Zanoškar", "b@mail.example"),
                person("d@example.si", "Dana Kos", "d@other.example"));

        assertThat(names(anywhere("ana"))).containsExactly("ana@example.si", "d@example.si");
        assertThat(names(anywhere("na no"))).containsExactly("ana@example.si");
        assertThat(names(anywhere("nano"))).isEmpty();
        assertThat(names(anywhere("noš"))).containsExactly("bor@example.si");
        assertThat(names(anywhere("@other."))).containsExactly("d@example.si");
        assertThat(names(anywhere("na  kos"))).containsExactly("d@example.si");
        assertThat(names(anywhere("an"))).containsExactly("ana@example.si");
        assertThat(names(anywhere("\" OR \"ana"))).isEmpty();
        assertThat(names(anywhere("%a%"))).isEmpty();
        assertThat(names(anywhere("\u0002e1"))).isEmpty();
    }

    @Test
    default void whatIsChangedIsFoundAsItIsNow() {
        User ana = person("ana@example.si", "Ana Novak", "a@mail.example");
        add(ana, person("bor@example.si", "Bor Kos", "b@mail.example"));
        User married =
                ana.withProfile(ana.profile().withDisplayName("Zora Kovač")).withVersion(2);
        users().replace(ana, married, EVENT);

        assertThat(names(anywhere("novak"))).isEmpty();
        assertThat(names(anywhere("kovač"))).containsExactly("ana@example.si");
        assertThat(names(anywhere("mail.example"))).containsExactly("bor@example.si", "ana@example.si");
        User grouped = married.withProfile(married.profile().withGroups(Set.of("choir")))
                .withVersion(3);
        users().replace(married, grouped, EVENT);
        assertThat(names(ALL.withFilter(UserFilter.NONE.withGroup("Choir")))).containsExactly("ana@example.si");
        users().remove(grouped, EVENT);
        assertThat(names(anywhere("mail.example"))).containsExactly("bor@example.si");
        assertThat(names(ALL)).containsExactly("bor@example.si");
    }

    @Test
    default void filtersTellWhatAUserIs() {
        User plain = person("ana@example.si", "Ana", "a@mail.example");
        User blocked = person("bor@example.si", "Bor", "b@mail.example")
                .withBlock(Optional.of(new SignInBlock(Reason.of("Why not."), "meta", NOON)));
        User changing = person("cene@other.si", "Cene", "c@mail.example")
                .withPassword(new PasswordState(Optional.empty(), NOON, true));
        User helper = person("dana@sub.example.si", "Dana", "d@mail.example")
                .withRoles(Set.of(Role.HELPDESK_ADMINISTRATOR, Role.AUDITOR));
        add(plain, blocked, changing, helper);
        users().signedIn(plain.id(), NOON);
        UserFilter none = UserFilter.NONE;

        assertThat(filtered(none.withEnabled(false))).containsExactly("bor@example.si");
        assertThat(filtered(none.withEnabled(true))).hasSize(3).doesNotContain("bor@example.si");
        assertThat(filtered(none.withMustChange(true))).containsExactly("cene@other.si");
        assertThat(filtered(none.withNeverSignedIn(false))).containsExactly("ana@example.si");
        assertThat(filtered(none.withNeverSignedIn(true))).hasSize(3).doesNotContain("ana@example.si");
        assertThat(filtered(none.withRole(Role.AUDITOR))).containsExactly("dana@sub.example.si");
        assertThat(filtered(none.withRole(Role.GLOBAL_ADMINISTRATOR))).isEmpty();
        assertThat(filtered(none.withAnyRole())).containsExactly("dana@sub.example.si");
        assertThat(filtered(none.withDomains(Set.of(MailDomain.of("example.si")))))
                .containsExactly("ana@example.si", "bor@example.si");
        assertThat(filtered(none.withDomains(Set.of(MailDomain.of("other.si"), MailDomain.of("sub.example.si")))))
                .containsExactly("cene@other.si", "dana@sub.example.si");
        assertThat(filtered(none.withEnabled(true).withDomains(Set.of(MailDomain.of("example.si")))))
                .containsExactly("ana@example.si");
        assertThat(names(anywhere("mail.example").withFilter(none.withMustChange(true))))
                .containsExactly("cene@other.si");
    }

    @Test
    default void aListIsNarrowedToNamesAndAliasesInEveryOrder() {
        User ana = withAlias(at(person("ana@example.si", "Zala", "a@mail.example"), 3), "a.n@example.si");
        User bor = at(person("bor@example.si", "Bor", "b@mail.example"), 1);
        User cene = at(person("cene@example.si", "Cene", "c@mail.example"), 2);
        add(ana, bor, cene);
        UserFilter both = UserFilter.NONE.withNames(
                accounts("a.n@example.si", "ana@example.si", "bor@example.si", "nobody@example.si"));

        assertThat(filtered(both)).containsExactly("bor@example.si", "ana@example.si");
        UserQuery query = ALL.withFilter(both);
        assertThat(names(query.sorted(Sort.NAME, false))).containsExactly("ana@example.si", "bor@example.si");
        assertThat(names(query.sorted(Sort.CREATED, true))).containsExactly("ana@example.si", "bor@example.si");
        assertThat(inPages(query, 1)).containsExactly(bor.id(), ana.id());
        assertThat(inPages(query.sorted(Sort.CREATED, true), 1)).containsExactly(ana.id(), bor.id());
        assertThat(names(query.withText(Match.ANYWHERE, "ZALA"))).containsExactly("ana@example.si");
        assertThat(filtered(both.withEnabled(false))).isEmpty();
        assertThat(users().count(query, 9)).isEqualTo(2);
        assertThat(filtered(UserFilter.NONE.withNames(Set.of()))).isEmpty();
        assertThat(users().count(ALL.withFilter(UserFilter.NONE.withNames(Set.of())), 9))
                .isZero();
    }

    @Test
    default void aListIsNarrowedToAsManyNamesAsThereMayBe() {
        addSome(30);
        Set<AccountName> many = java.util.stream.IntStream.range(0, UserFilter.MAX_NAMES)
                .mapToObj(i -> AccountName.of("u0." + i + "@example.si"))
                .collect(java.util.stream.Collectors.toSet());

        assertThat(filtered(UserFilter.NONE.withNames(many))).hasSize(30);
    }

    @Test
    default void listsAreInTheOrderThatIsAskedFor() {
        User first = at(person("z@example.si", "Čuk", "1@mail.example"), 30);
        User second = at(person("y@example.si", "cvetka", "2@mail.example"), 10);
        User third = at(person("x@example.si", "Danica", "3@mail.example"), 20);
        add(third, first, second);

        assertThat(names(ALL)).containsExactly("y@example.si", "z@example.si", "x@example.si");
        assertThat(names(ALL.sorted(Sort.DISPLAY_NAME, true)))
                .containsExactly("x@example.si", "z@example.si", "y@example.si");
        for (UserQuery query : List.of(ALL, anywhere("@mail"))) {
            assertThat(names(query.sorted(Sort.NAME, false)))
                    .containsExactly("x@example.si", "y@example.si", "z@example.si");
            assertThat(names(query.sorted(Sort.NAME, true)))
                    .containsExactly("z@example.si", "y@example.si", "x@example.si");
            assertThat(names(query.sorted(Sort.CREATED, false)))
                    .containsExactly("y@example.si", "x@example.si", "z@example.si");
            assertThat(names(query.sorted(Sort.CREATED, true)))
                    .containsExactly("z@example.si", "x@example.si", "y@example.si");
        }
    }

    /** Ascending, descending and equal display names, one by one: every way to use up the gaps between places. */
    @Test
    default void whoeverComesLaterStandsInOrder() {
        add(person("first@example.si", "a", "1@mail.example"), person("last@example.si", "z", "1@mail.example"));
        for (int i = 0; i < 120; i++) {
            add(person("up" + i + "@example.si", "m%03d".formatted(i), "1@mail.example"));
            add(person("down" + i + "@example.si", "k%03d".formatted(999 - i), "1@mail.example"));
            add(person("same" + i + "@example.si", "same", "1@mail.example"));
        }
        UserQuery query = UserQuery.everybody(999);
        List<String> all = names(query);

        assertThat(all).hasSize(362).doesNotHaveDuplicates().startsWith("first@example.si", "down119@example.si");
        assertThat(names(query.withText(Match.ANYWHERE, "@mail"))).isEqualTo(all);
        assertThat(names(query.withText(Match.ANYWHERE, "@mail").sorted(Sort.DISPLAY_NAME, true)))
                .isEqualTo(all.reversed());
    }

    @Test
    default void pagesReadOnWhereTheOneBeforeEnded() {
        addSome(300);
        for (Sort sort : Sort.values()) {
            for (boolean descending : List.of(false, true)) {
                for (UserQuery query :
                        List.of(ALL, anywhere("novak"), ALL.withFilter(UserFilter.NONE.withEnabled(true)))) {
                    UserQuery sorted = query.sorted(sort, descending);
                    List<String> whole = users().list(page(sorted, 999)).users().stream()
                            .map(User::id)
                            .toList();
                    assertThat(inPages(sorted, 7)).isEqualTo(whole).isNotEmpty();
                }
            }
        }
    }

    @Test
    default void aPageReadsOnAfterItsLastUserIsGoneOrNewOnesCame() {
        addSome(30);
        UserPage first = users().list(page(anywhere("novak"), 5));
        User last = first.users().getLast();
        users().remove(last, EVENT);
        add(person("zz@example.si", last.displayName() + " zz Novak", "x@mail.example"));
        List<User> rest =
                new ArrayList<>(users().list(page(anywhere("novak"), 999)).users());
        rest.removeAll(first.users());
        UserPage second =
                users().list(page(anywhere("novak"), 999).after(first.next().orElseThrow()));

        assertThat(second.users())
                .isEqualTo(rest)
                .extracting(user -> user.name().value())
                .contains("zz@example.si");
    }

    @Test
    default void aListDoesNotGoOnFromWhatIsNoEndOfAPage() {
        addSome(5);
        String next = users().list(page(ALL, 2)).next().orElseThrow();

        assertThatThrownBy(() -> users().list(ALL.after("nonsense"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> users().list(ALL.after(next + "A"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> users().list(ALL.sorted(Sort.NAME, false).after(next)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(users().list(page(ALL, 5)).next()).isEmpty();
    }

    @Test
    default void manyUsersAreFoundLikeFew() {
        List<User> many = some(2500, 1);
        add(person("before@example.si", "Janez Prvi", "x@first.example"));
        assertThat(users().addAll(many, EVENT)).isEmpty();
        add(person("after@example.si", "Janez Zadnji", "x@last.example"));
        assertThat(users().addAll(some(30, 2), EVENT)).isEmpty();

        assertThat(users().count()).isEqualTo(2532);
        assertThat(names(anywhere("@first."))).containsExactly("before@example.si");
        assertThat(names(anywhere("@last."))).containsExactly("after@example.si");
        List<User> found = users().list(page(anywhere("mail.example"), 999)).users();
        assertThat(found)
                .hasSize(999)
                .isSortedAccordingTo(
                        java.util.Comparator.comparing(User::displayName).thenComparing(User::id));
        assertThat(inPages(anywhere("novak"), 500)).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    }

    private static Set<AccountName> accounts(String... names) {
        return java.util.Arrays.stream(names).map(AccountName::of).collect(java.util.stream.Collectors.toSet());
    }

    private UserStore users() {
        return ports().users();
    }

    private void add(User... users) {
        for (User user : users) {
            assertThat(users().add(user, EVENT)).isTrue();
        }
    }

    private void addSome(int count) {
        assertThat(users().addAll(some(count, 0), EVENT)).isEmpty();
    }

    private List<String> filtered(UserFilter filter) {
        return names(ALL.withFilter(filter));
    }

    private List<String> names(UserQuery query) {
        return users().list(query).users().stream()
                .map(user -> user.name().value())
                .toList();
    }

    private List<String> inPages(UserQuery query, int top) {
        List<String> ids = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            UserQuery paged = page(query, top);
            UserPage page = users().list(next.map(paged::after).orElse(paged));
            page.users().forEach(user -> ids.add(user.id()));
            next = page.next();
        } while (next.isPresent());
        return ids;
    }

    private static UserQuery page(UserQuery query, int top) {
        return new UserQuery(
                query.text(), query.match(), query.filter(), query.sort(), query.descending(), query.after(), top);
    }

    private static UserQuery beginning(String text) {
        return ALL.withText(Match.BEGINNING, text);
    }

    private static UserQuery anywhere(String text) {
        return ALL.withText(Match.ANYWHERE, text);
    }

    private static User person(String name, String displayName, String mail) {
        User user = user(name, displayName);
        return user.withProfile(user.profile().withMail(MailAddress.parse(mail)));
    }

    private static User withAlias(User user, String alias) {
        return user.withProfile(user.profile().withAliases(Set.of(AccountName.of(alias))));
    }

    private static User at(User user, int second) {
        return user.withTimes(Times.begin(NOON.plusSeconds(second)));
    }

    /** The same ones for the same seed. */
    private static List<User> some(int count, int seed) {
        Random random = new Random(seed);
        List<String> first = List.of("Ana", "Bor", "Cene", "Dana", "Eva");
        List<String> last = List.of("Novak", "Horvat", "Kos", "Zupan");
        List<User> users = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "u" + seed + "." + i + "@example.si";
            String shown = first.get(random.nextInt(first.size())) + " " + last.get(random.nextInt(last.size()));
            Profile profile = Profile.of(AccountName.of(name), shown).withMail(MailAddress.parse(i + "@mail.example"));
            users.add(User.of(User.newId(random), profile, PasswordState.none(NOON), NOON)
                    .withTimes(Times.begin(NOON.plusSeconds(random.nextInt(50)))));
        }
        return users;
    }
}
