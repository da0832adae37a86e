package org.odklep.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.odklep.user.Directory.DOMAIN;
import static org.odklep.user.Directory.GLOBAL;
import static org.odklep.user.Directory.GOOD;
import static org.odklep.user.Directory.HELPDESK;
import static org.odklep.user.Directory.NOON;
import static org.odklep.user.Directory.USERS;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.account.Passwords;
import org.odklep.account.Role;
import org.odklep.csv.CsvTable;
import org.odklep.csv.CsvText;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailAddress;
import org.odklep.user.ImportResult.Problem;
import org.odklep.user.UserImport.Line;
import org.odklep.user.UserImport.Table;

class UserImportTest {
    private static final String FULL = """
            userPrincipalName,displayName,mail,aliases,groups,preferredLanguage,recoveryAddresses,roles,accountEnabled,password,passwordHash
            Ana@Example.si,Ana Novak,ana@mail.example,a.novak@example.si; an@example.si,Sales;Choir,sl,ana@home.example,auditor,true,čmrlj žuželka šuma,
            bor@example.si,,,,,,,,FALSE,,readable:xyz
            """;

    private static final int ROOM = 10_000_000;

    private final Directory directory = new Directory();
    private final UserImport imports = imports(directory, Set::of, ROOM);

    @Test
    void aTableBecomesUsersUnderOneAuditEntry() {
        assertThat(imports.run(table(FULL), GLOBAL, NOON)).isEqualTo(new ImportResult.Imported(2));

        User ana = find("an@example.si");
        assertThat(ana.profile())
                .isEqualTo(Profile.of(AccountName.of("ana@example.si"), "Ana Novak")
                        .withMail(MailAddress.parse("ana@mail.example"))
                        .withAliases(Set.of(AccountName.of("a.novak@example.si"), AccountName.of("an@example.si")))
                        .withGroups(Set.of("sales", "choir"))
                        .withPreferredLanguage(Optional.of("sl"))
                        .withRecoveryAddresses(
                                Set.of(MailAddress.parse("ana@home.example").orElseThrow())));
        assertThat(ana.roles()).containsExactly(Role.AUDITOR);
        assertThat(directory.hashes.verify(GOOD, ana.password().hash(), Passwords.Caller.WITHIN))
                .contains(true);
        assertThat(ana.password().mustChange()).isTrue();
        User bor = find("bor@example.si");
        assertThat(bor.isEnabled()).isFalse();
        assertThat(bor.displayName()).isEqualTo("bor@example.si");
        assertThat(bor.password().hash()).contains("readable:xyz");
        assertThat(directory.actions()).containsExactly("user.import");
        assertThat(directory.recorded().getFirst().after()).isEqualTo("2 users: ana@example.si, bor@example.si");
    }

    @Test
    void aNameOfAnAdministratorIsRefusedAndTheyAreAskedForOnce() {
        AtomicInteger asked = new AtomicInteger();
        UserImport beside = imports(
                directory,
                () -> {
                    asked.incrementAndGet();
                    return Set.of(AccountName.of("vera@example.si"));
                },
                ROOM);

        assertThat(beside.run(table("""
                userPrincipalName,aliases
                vera@example.si,
                ana@example.si,vera@example.si
                """), GLOBAL, NOON))
                .isInstanceOfSatisfying(
                        ImportResult.Rejected.class,
                        rejected -> assertThat(rejected.problems())
                                .extracting(Problem::line, Problem::column)
                                .contains(tuple(2L, "userPrincipalName"), tuple(3L, "aliases")));
        assertThat(directory.store.count()).isZero();
        assertThat(asked).hasValue(1);
    }

    @Test
    void aDryRunStoresNothing() {
        assertThat(imports.check(table(FULL), GLOBAL, NOON)).isEqualTo(new ImportResult.Checked(2));
        assertThat(directory.store.count()).isZero();
        assertThat(directory.actions()).isEmpty();
    }

    @Test
    void everyBadLineIsNamedAndNothingIsStored() {
        directory.add("taken@example.si");
        String text = """
                userPrincipalName,displayName,mail,aliases,roles,accountEnabled,password,passwordHash
                good@example.si,Good,,,,,,
                nodomain,No,,,,,,
                taken@example.si,Taken,,,,,,
                a@example.si,A,not an address,,king,maybe,,
                good@example.si,Twice,,,,,,
                b@example.si,B,,good@example.si,,,,
                c@example.si,C,,,,,password,
                d@example.si,D,,,,,,{MD5}nonsense
                e@example.si,E,,,,,čmrlj žuželka šuma,readable:x
                ,Nameless,,,,,,
                short@example.si,Short
                """;
        for (ImportResult result :
                List.of(imports.check(table(text), GLOBAL, NOON), imports.run(table(text), GLOBAL, NOON))) {
            ImportResult.Rejected rejected = (ImportResult.Rejected) result;
            assertThat(rejected.problems())
                    .extracting(Problem::line)
                    .containsExactly(3L, 4L, 5L, 5L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
            assertThat(rejected.count()).isEqualTo(12);
            assertThat(rejected.problems().getFirst())
                    .hasToString("line 3, userPrincipalName: 'nodomain' needs a domain, such as name@example.org");
            assertThat(rejected.problems().toString())
                    .contains("'taken@example.si' belongs to a user already")
                    .contains("is no mail address")
                    .contains("there is no role 'king'; there are globalAdministrator")
                    .contains("write true or false")
                    .contains("'good@example.si' stands in line 2 already")
                    .contains("It is too short")
                    .contains("this kind of hash cannot be read")
                    .contains("leave one of them empty")
                    .contains("line 12: it has 2 cells, and the first line names 8 columns");
        }
        assertThat(directory.store.count()).isEqualTo(1);
        assertThat(directory.actions()).isEmpty();
    }

    @Test
    void whoComesInBetweenIsNoticed() {
        directory.add("bor@example.si");
        ImportResult.Rejected rejected = (ImportResult.Rejected) imports.run(table(FULL), GLOBAL, NOON);

        assertThat(rejected.problems()).extracting(Problem::line).containsExactly(3L);
        assertThat(directory.store.count()).isEqualTo(1);
    }

    @Test
    void unknownAndMissingColumnsAreNamed() {
        ImportResult.Rejected rejected =
                (ImportResult.Rejected) imports.run(table("upn,displayName\nana@example.si,Ana\n"), GLOBAL, NOON);

        assertThat(rejected.problems()).extracting(Problem::column).containsExactly("upn", "userPrincipalName");
        assertThat(rejected.problems().getFirst().words()).contains("there is no such column", "preferredLanguage");
    }

    @Test
    void anActorImportsWhomHeMayAdd() {
        assertThat(imports.check(table(FULL), HELPDESK, NOON))
                .isEqualTo(new ImportResult.NotAllowed(Role.USER_ADMINISTRATOR));
        assertThat(((ImportResult.Rejected) imports.check(table(FULL), USERS, NOON)).problems())
                .containsExactly(new Problem(2, "roles", "adding this user needs the role Global administrator"));
        Supplier<Table> away = table("userPrincipalName\nana@other.si\nbor@example.si\n");
        assertThat(((ImportResult.Rejected) imports.check(away, DOMAIN, NOON)).problems())
                .containsExactly(
                        new Problem(2, "userPrincipalName", "adding this user needs the role User administrator"));
    }

    @Test
    void passwordsAreHashedUpToALimit() {
        StringBuilder text = new StringBuilder("userPrincipalName,password\n");
        for (int i = 0; i <= UserImport.MAX_PASSWORDS; i++) {
            text.append("u").append(i).append("@example.si,čmrlj žuželka šuma\n");
        }
        ImportResult.Rejected rejected = (ImportResult.Rejected) imports.check(table(text.toString()), GLOBAL, NOON);
        assertThat(rejected.problems()).extracting(Problem::line).containsExactly(1002L);
    }

    @Test
    void whatIsExportedIsImportedAsItWasWithoutAnyPassword() {
        imports.run(table(FULL.replace("Ana Novak", "\"=Ana \"\"N\"\"\"")), GLOBAL, NOON);
        StringBuilder text = new StringBuilder();
        write(text, UserColumns.EXPORTED);
        new UserExport(directory.users).lines(UserQuery.everybody(1), USERS, cells -> write(text, cells));

        assertThat(text.toString()).contains("'=Ana").doesNotContain("readable:", "žuželka");
        Directory copy = new Directory();
        UserImport again = imports(copy, Set::of, ROOM);
        assertThat(again.run(table(text.toString()), GLOBAL, NOON)).isEqualTo(new ImportResult.Imported(2));
        for (User user : directory.store.list(UserQuery.everybody(9)).users()) {
            User copied = copy.store.find(user.name()).orElseThrow();
            assertThat(copied.profile()).isEqualTo(user.profile());
            assertThat(copied.roles()).isEqualTo(user.roles());
            assertThat(copied.isEnabled()).isEqualTo(user.isEnabled());
        }
    }

    @Test
    void nobodyExportsMoreThanHeSees() {
        directory.add("ana@example.si");
        directory.add("bor@other.si");
        StringBuilder text = new StringBuilder();
        new UserExport(directory.users).lines(UserQuery.everybody(9), DOMAIN, cells -> write(text, cells));

        assertThat(text.toString()).contains("ana@example.si").doesNotContain("bor@other.si");
    }

    @Test
    void noLineIsReadUnderColumnsThatDoNotFit() {
        Supplier<Table> table = () -> new Table(List.of("upn"), Stream.generate(() -> {
            throw new AssertionError("read");
        }));
        assertThat(((ImportResult.Rejected) imports.check(table, GLOBAL, NOON)).count())
                .isEqualTo(2);
        Supplier<Table> many = () -> new Table(
                Stream.iterate(1, i -> i + 1).limit(5000).map(String::valueOf).toList(), Stream.of());
        ImportResult.Rejected rejected = (ImportResult.Rejected) imports.check(many, GLOBAL, NOON);
        assertThat(rejected.problems()).hasSize(UserImport.MAX_PROBLEMS);
        assertThat(rejected.count()).isEqualTo(5001);
    }

    @Test
    void anEndlessTableEndsAtTheMostLines() {
        Supplier<Table> faults = () -> new Table(
                List.of("userPrincipalName"),
                Stream.generate(() -> new Line(7, Map.of(), Optional.of("it has 9 cells"))));
        ImportResult.Rejected rejected = (ImportResult.Rejected) imports.run(faults, GLOBAL, NOON);
        assertThat(rejected.problems()).hasSize(UserImport.MAX_PROBLEMS);
        assertThat(rejected.count()).isEqualTo(UserImport.MAX_LINES + 1);
    }

    @Test
    void usersAreTakenAsFarAsThereIsRoom() {
        UserImport small = imports(directory, Set::of, 30_000);
        ImportResult.Rejected users = (ImportResult.Rejected) small.run(endless(""), GLOBAL, NOON);
        assertThat(users.problems()).hasSize(1);
        assertThat(users.problems().getFirst().words())
                .isEqualTo("there is no memory for more users at once: split the file here");
        assertThat(users.problems().getFirst().line()).isBetween(50L, 65L);
        ImportResult.Rejected groups = (ImportResult.Rejected) small.run(endless("a;b;c;d;e;f;g;h"), GLOBAL, NOON);
        assertThat(groups.problems().getFirst().line()).isBetween(20L, 30L);
        assertThat(directory.store.count()).isZero();
    }

    @Test
    void oneTableIsReadAtATime() {
        List<ImportResult> meanwhile = new ArrayList<>();
        Supplier<Table> outer = () -> new Table(
                List.of("userPrincipalName"), Stream.of("ana@example.si").map(name -> {
                    meanwhile.add(imports.check(
                            () -> {
                                throw new AssertionError("read out of turn");
                            },
                            GLOBAL,
                            NOON));
                    meanwhile.add(imports.run(table("userPrincipalName\nbor@example.si\n"), DOMAIN, NOON));
                    meanwhile.add(imports.run(table("userPrincipalName\nbor@example.si\n"), HELPDESK, NOON));
                    return new Line(2, Map.of("userPrincipalName", name), Optional.empty());
                }));
        assertThat(imports.run(outer, GLOBAL, NOON)).isEqualTo(new ImportResult.Imported(1));
        assertThat(meanwhile)
                .containsExactly(
                        new ImportResult.AnotherRuns(),
                        new ImportResult.AnotherRuns(),
                        new ImportResult.NotAllowed(Role.USER_ADMINISTRATOR));
        Supplier<Table> broken = () -> new Table(List.of("userPrincipalName"), Stream.generate(() -> {
            throw new IllegalStateException("away");
        }));
        assertThatThrownBy(() -> imports.check(broken, GLOBAL, NOON)).hasMessage("away");
        assertThat(imports.check(table("userPrincipalName\nbor@example.si\n"), GLOBAL, NOON))
                .as("the turn ends with the table")
                .isEqualTo(new ImportResult.Checked(1));
    }

    /** A user in each line. */
    private static Supplier<Table> endless(String groups) {
        return () -> new Table(
                List.of("userPrincipalName", "groups"),
                Stream.iterate(2, i -> i + 1)
                        .map(i -> new Line(
                                i,
                                Map.of("userPrincipalName", "u" + i + "@example.si", "groups", groups),
                                Optional.empty())));
    }

    private static UserImport imports(Directory directory, Supplier<Set<AccountName>> reserved, long room) {
        return new UserImport(directory.store, directory.hashes, directory.rules, directory.random, reserved, room);
    }

    private User find(String name) {
        return directory.store.find(AccountName.of(name)).orElseThrow();
    }

    private static void write(StringBuilder text, List<String> cells) {
        try {
            CsvText.write(text, cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Supplier<Table> table(String text) {
        return () -> table(CsvText.read(new StringReader(text)));
    }

    private static Table table(CsvTable table) {
        return new Table(table.columns(), table.rows().map(row -> new Line(row.line(), row.cells(), row.fault())));
    }
}
