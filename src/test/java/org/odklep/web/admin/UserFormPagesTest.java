package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Actor;
import org.odklep.account.Passwords;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.user.User;
import org.odklep.user.UserImport;
import org.odklep.user.UserStore;

/** How users are added, edited, deleted and imported on the pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserFormPagesTest {
    private static final Pattern MADE = Pattern.compile("id=\"made\"[^>]*>([^<]+)<");
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"([0-9]+)\"");
    private static final Pattern TABLE = Pattern.compile("name=\"table\" value=\"([^\"]+)\"");
    private static final String NEW = "/users/new";
    private static final String IMPORT = "/users/import";

    private RunningServer server;
    private Visit vera;
    private Visit pomoc;

    @BeforeAll
    void start() {
        server = RunningServer.start();
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        server.administrator("pomoc", Role.HELPDESK_ADMINISTRATOR);
        vera = Visit.signedIn(server, "vera");
        pomoc = Visit.signedIn(server, "pomoc");
    }

    @AfterAll
    void stop() {
        vera.close();
        pomoc.close();
        server.close();
    }

    @Test
    void aUserIsAddedWithAllThatIsKnownAndAPasswordThatIsShownOnce() {
        HttpResponse<String> answer = vera.post(
                NEW,
                Map.of(
                        "name", "Ana.Novak@Dodani.si",
                        "displayName", "Ana Novak",
                        "mail", "ana@dodani.si",
                        "aliases", "an@dodani.si\r\nnovak@dodani.si\r\n",
                        "groups", "Racunovodstvo",
                        "language", "sl",
                        "recovery", "ana@doma.example",
                        "how", "automatic",
                        "mustChange", "true"),
                NEW);

        assertThat(answer.body())
                .contains("Ana Novak was added", "odklep.web.base-url")
                .doesNotContain("127.0.0.1");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        User ana = stored("ana.novak@dodani.si").orElseThrow();
        assertThat(ana.profile().aliases())
                .containsExactlyInAnyOrder(AccountName.of("an@dodani.si"), AccountName.of("novak@dodani.si"));
        assertThat(ana.profile().groups()).containsExactly("racunovodstvo");
        assertThat(ana.profile().preferredLanguage()).contains("sl");
        assertThat(ana.profile().recoveryAddresses()).hasSize(1);
        assertThat(ana.password().mustChange()).isTrue();
        Matcher made = MADE.matcher(answer.body());
        assertThat(made.find()).isTrue();
        assertThat(server.part(Passwords.class)
                        .verify(Secret.of(made.group(1)), ana.password().hash(), Passwords.Caller.WITHIN))
                .contains(true);
        assertThat(vera.get("/audit?target=ana.novak@dodani.si").body()).contains(">vera<");
    }

    @Test
    void theSlipSaysWhereToSignInWhenTheConfigurationDoes() {
        try (RunningServer named = RunningServer.start("--odklep.web.base-url=http://odklep.dodani.si")) {
            named.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
            try (Visit visit = Visit.signedIn(named, "vera")) {
                Map<String, String> user = Map.of("name", "kje@dodani.si", "displayName", "Kje", "mustChange", "true");
                assertThat(visit.preferring("sl").post(NEW, user, NEW).body())
                        .contains("http://odklep.dodani.si/sign-in", "Ko se tam prijavite, izberete svoje geslo.")
                        .doesNotContain("base-url");
            }
        }
    }

    @Test
    void everyProblemIsToldAtOnceNextToItsField() {
        HttpResponse<String> answer = vera.post(
                NEW,
                Map.of("name", "no-domain", "displayName", " ", "mail", "<b>", "aliases", "x", "language", "slovensko"),
                NEW);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "“no-domain” cannot be a name",
                        "id=\"user-displayName-problem\"",
                        "“&lt;b&gt;” is no mail address",
                        "“x” cannot be an alias",
                        "value=\"no-domain\"")
                .doesNotContain("<b>");
        assertThat(Visit.signedIn(server, "vera")
                        .preferring("sl")
                        .post(NEW, Map.of("name", "brez"), NEW)
                        .body())
                .contains("»brez« ne more biti prijavno ime", "Vpišite ime uporabnika.");
    }

    @Test
    void aNameThatIsTakenAndAWeakPasswordAreRefused() {
        add("zaseden@dodani.si");
        Map<String, String> same = Map.of("name", "drug@dodani.si", "displayName", "D", "aliases", "zaseden@dodani.si");
        assertThat(vera.post(NEW, same, NEW).body())
                .contains("id=\"user-aliases-problem\"", "“zaseden@dodani.si” belongs to another user");
        Map<String, String> weak = Map.of("name", "weak@dodani.si", "displayName", "W", "how", "own", "own", "kratko");
        assertThat(vera.post(NEW, weak, NEW).body())
                .contains("The new password is too short")
                .doesNotContain("kratko");
        assertThat(stored("weak@dodani.si")).isEmpty();
    }

    @Test
    void aUserIsEditedAndRenamedAndAnEditInBetweenIsTold() {
        User user = add("staro@dodani.si");
        String form = "/users/" + user.id() + "/edit";
        String version = version(vera.get(form));
        Map<String, String> renamed = Map.of(
                "version", version, "name", "novo@dodani.si", "displayName", "Novo Ime", "aliases", "staro@dodani.si");

        assertThat(Visit.location(vera.post(form, renamed, form))).isEqualTo("/users/" + user.id());
        assertThat(vera.get("/users/" + user.id()).body()).contains("The user was changed.", "Novo Ime");
        assertThat(stored("novo@dodani.si").orElseThrow().id()).isEqualTo(user.id());
        assertThat(stored("staro@dodani.si").orElseThrow().id()).isEqualTo(user.id());

        Map<String, String> late = Map.of("version", version, "name", "pozno@dodani.si", "displayName", "Late");
        HttpResponse<String> conflict = vera.post(form, late, form);
        assertThat(conflict.body())
                .contains("somebody else changed this user", "Novo Ime", "value=\"pozno@dodani.si\"");
        Map<String, String> again =
                Map.of("version", version(conflict), "name", "pozno@dodani.si", "displayName", "Late");
        vera.post(form, again, form);
        assertThat(stored("pozno@dodani.si")).isPresent();
    }

    @Test
    void aUserIsDeletedForAReasonOnly() {
        User user = add("odide@dodani.si");
        String form = "/users/" + user.id() + "/delete";
        assertThat(vera.get(form).body()).contains("cannot be undone", "The mailbox on the mail server stays");
        assertThat(vera.post(form, Map.of("reason", " "), form).statusCode()).isEqualTo(422);
        assertThat(stored("odide@dodani.si")).isPresent();

        assertThat(Visit.location(vera.post(form, Map.of("reason", "Left."), form)))
                .isEqualTo("/users");
        assertThat(vera.get("/users").body()).contains("was deleted.");
        assertThat(stored("odide@dodani.si")).isEmpty();
        assertThat(vera.get("/audit?target=odide@dodani.si").body()).contains("Left.");
    }

    @Test
    void whoMayNotEditUsersSeesNoButtonsAndIsRefused() {
        User user = add("pravice@dodani.si");
        assertThat(pomoc.get("/users").body()).doesNotContain(NEW, IMPORT);
        assertThat(pomoc.get("/users/" + user.id()).body()).doesNotContain("/edit\"", "/delete\"");
        for (String path :
                new String[] {NEW, IMPORT, "/users/" + user.id() + "/edit", "/users/" + user.id() + "/delete"}) {
            assertThat(pomoc.get(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(pomoc.post("/users/" + user.id() + "/delete", Map.of("reason", "r"), "/users")
                        .statusCode())
                .isEqualTo(403);
        assertThat(stored("pravice@dodani.si")).isPresent();
    }

    @Test
    void aTableIsCheckedWithEveryBadLineBeforeItIsStored() {
        HttpResponse<String> bad =
                upload("userPrincipalName,mail\nnobody,\nslab@uvoz.si,x y@\nok@uvoz.si,\nok@uvoz.si,\n");
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.body())
                .contains(">2<", ">3<", ">5<", "3 things are wrong")
                .doesNotContain("name=\"table\"");

        HttpResponse<String> good = upload("userPrincipalName,displayName\nena@uvoz.si,Ena\ndva@uvoz.si,Žan Dva\n");
        assertThat(good.body()).contains("Nothing is wrong with 2 users");
        assertThat(stored("ena@uvoz.si")).isEmpty();
        Matcher table = TABLE.matcher(good.body());
        assertThat(table.find()).isTrue();
        String next = Visit.location(vera.post(IMPORT, Map.of("table", table.group(1)), IMPORT));
        assertThat(next).startsWith("/users");
        assertThat(vera.get(next).body()).contains("2 users were added.");
        assertThat(stored("dva@uvoz.si").orElseThrow().displayName()).isEqualTo("Žan Dva");
    }

    @Test
    void whatIsNoTableIsToldInWords() {
        assertThat(upload("").body()).contains("Choose a file first.");
        assertThat(vera.upload(IMPORT, "userPrincipalName\n\u0161@x.si\n".getBytes(StandardCharsets.ISO_8859_1), IMPORT)
                        .statusCode())
                .isEqualTo(422);
        assertThat(vera.upload(IMPORT, new byte[] {'a', '\n', (byte) 0xff, '\n'}, IMPORT)
                        .body())
                .contains("not in UTF-8");
        assertThat(upload("x".repeat(UserImportPages.MAX_BYTES + 1)).body()).contains("larger than 1 MiB");
        assertThat(vera.post(IMPORT, Map.of("table", "%%%"), IMPORT).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aTableWaitsWhileAnotherIsRead() {
        String text = "userPrincipalName\ncaka@uvoz.si\n";
        Matcher table = TABLE.matcher(upload(text).body());
        assertThat(table.find()).isTrue();
        List<HttpResponse<String>> meanwhile = new ArrayList<>();
        Stream<UserImport.Line> lines = Stream.of(1).map(line -> {
            meanwhile.add(upload(text));
            meanwhile.add(vera.post(IMPORT, Map.of("table", table.group(1)), IMPORT));
            return new UserImport.Line(2, Map.of(), Optional.of("no user"));
        });
        Actor other = new Actor("vera", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);
        server.part(UserImport.class)
                .check(() -> new UserImport.Table(List.of("userPrincipalName"), lines), other, Instant.EPOCH);

        assertThat(meanwhile).hasSize(2).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.body()).contains("Another table is being read at this moment.", "choose the file again");
        });
        assertThat(stored("caka@uvoz.si")).isEmpty();
        assertThat(upload(text).statusCode()).isEqualTo(200);
    }

    @Test
    void aFileFromAnybodyElseIsReadByNobody() {
        byte[] table = "userPrincipalName\nx@uvoz.si\n".getBytes(StandardCharsets.UTF_8);
        assertThat(pomoc.upload(IMPORT, table, "/users").statusCode()).isEqualTo(415);
        assertThat(vera.upload(NEW, table, NEW).statusCode()).isEqualTo(415);
        try (Visit stranger = Visit.to(server)) {
            assertThat(stranger.upload(IMPORT, table, "/sign-in").statusCode()).isEqualTo(415);
        }
    }

    private HttpResponse<String> upload(String table) {
        return vera.upload(IMPORT, table.getBytes(StandardCharsets.UTF_8), IMPORT);
    }

    private User add(String name) {
        return new Samples(server).user(name, "Sample " + name.substring(0, name.indexOf('@')));
    }

    private Optional<User> stored(String name) {
        return server.part(UserStore.class).find(AccountName.of(name));
    }

    private static String version(HttpResponse<String> page) {
        Matcher version = VERSION.matcher(page.body());
        assertThat(version.find()).as(page.body()).isTrue();
        return version.group(1);
    }
}
