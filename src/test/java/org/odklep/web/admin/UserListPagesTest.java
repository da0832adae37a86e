package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.account.Role;
import org.odklep.kernel.Reason;
import org.odklep.user.User;
import org.odklep.user.UserStore;
import org.odklep.user.Users;

/** The list of users: its filters, orders and pages, and the table that it is exported as. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserListPagesTest {
    private static final String LIST = "/users";
    private static final Pattern ROW =
            Pattern.compile("<a class=\"account\" href=\"/users/[^\"]+\" title=\"([^\"]+)\">");
    private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");
    private static final Pattern EXPORT = Pattern.compile("download href=\"([^\"]+)\"");

    private RunningServer server;
    private Samples samples;
    private Visit vera;

    @BeforeAll
    void start() {
        server = RunningServer.start();
        samples = new Samples(server);
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        server.administrator("pomoc", Role.HELPDESK_ADMINISTRATOR);
        vera = Visit.signedIn(server, "vera");
        samples.user("c@example.si", "Ana Prva");
        server.advance(Duration.ofSeconds(1));
        samples.user("a@example.si", "Cene Tretji");
        server.advance(Duration.ofSeconds(1));
        samples.user("b@example.si", "Bor Drugi", Role.AUDITOR);
        server.advance(Duration.ofSeconds(1));
        User blocked = samples.user("blocked@example.si", "Žiga Blokiran");
        server.part(Users.class).blockSignIn(blocked.id(), Reason.of("Gone."), Samples.OPERATOR, server.now());
        server.userWhoMustChange("must@example.si");
        samples.lockedOut("locked@example.si", "Luka Zaklenjen");
        samples.user("sends@example.si", "Sara Omejena");
        samples.hijacked("alias.must@example.si");
        samples.hijacked("sends@example.si");
        samples.hijacked("nobody.here@example.si");
        server.part(UserStore.class).signedIn(blocked.id(), server.now());
    }

    @AfterAll
    void stop() {
        vera.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "restricted, must@example.si|sends@example.si",
        "lockedOut, locked@example.si",
        "blocked, locked@example.si|blocked@example.si",
        "mustChange, must@example.si",
        "administrators, b@example.si",
        "neverSignedIn, c@example.si|b@example.si|a@example.si|locked@example.si|must@example.si|sends@example.si",
    })
    void everyFilterShowsThoseItNames(String status, String expected) {
        String list = LIST + "?search=example.si&status=" + status;
        assertThat(rows(list))
                .containsExactlyInAnyOrder(expected.split("\\|"))
                .isEqualTo(rows(list + "&order=descending").reversed());
        assertThat(rows(list + "&sort=name&order=ascending"))
                .isEqualTo(Arrays.stream(expected.split("\\|")).sorted().toList());
        assertThat(rows(LIST + "?status=" + status + "&search=Nobody+At+All")).isEmpty();
    }

    @Test
    void aFilterIsSearched() {
        assertThat(rows(LIST + "?status=restricted&search=omejena")).containsExactly("sends@example.si");
        assertThat(rows(LIST + "?status=neverSignedIn&search=cene+t")).containsExactly("a@example.si");
        assertThat(vera.get(LIST + "?status=mustChange&search=zzz").body()).contains("Nothing found for “zzz”");
    }

    @Test
    void theListIsSortedByThreeColumnsWhoseHeadsSayIt() {
        String some = "&search=example.si";
        assertThat(rows(LIST + "?sort=display" + some)).startsWith("c@example.si", "b@example.si", "a@example.si");
        assertThat(rows(LIST + "?sort=name" + some)).startsWith("a@example.si", "b@example.si", "blocked@example.si");
        assertThat(rows(LIST + "?sort=name&order=descending" + some)).startsWith("sends@example.si");
        assertThat(rows(LIST + "?sort=created&order=ascending" + some))
                .startsWith("c@example.si", "a@example.si", "b@example.si");
        assertThat(vera.get(LIST + "?sort=name").body())
                .contains("<th scope=\"col\" aria-sort=\"ascending\"><a href=\"/users?status=all&amp;search="
                        + "&amp;sort=name&amp;order=descending\">Signs in as</a>")
                .contains(
                        "aria-sort=\"none\"><a href=\"/users?status=all&amp;search=&amp;sort=display&amp;order=ascending");
    }

    @Test
    void pagesOfAFilterInAnOrderHoldEverybodyOnce() {
        List<String> added = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            added.add(server.userWhoMustChange("page" + i + "@strani.si").name().value());
        }
        List<String> read = new ArrayList<>();
        String address = LIST + "?status=mustChange&search=strani.si&sort=created&order=descending";
        for (int pages = 0; pages < 3; pages++) {
            HttpResponse<String> page = vera.get(address);
            read.addAll(rows(page));
            Matcher next = NEXT.matcher(page.body());
            assertThat(next.find()).isEqualTo(pages < 2);
            address = pages < 2 ? next.group(1).replace("&amp;", "&") : address;
        }
        assertThat(read).hasSize(101).containsExactlyInAnyOrderElementsOf(added);
    }

    @Test
    void whatStopsSomebodyStandsInTheRow() {
        assertThat(vera.get(LIST + "?search=omejena").body()).contains("badge-restricted", "May not send");
        assertThat(vera.get(LIST + "?search=zaklenjen").body())
                .contains("badge-locked", "Locked out", "badge-blocked")
                .doesNotContain("badge-restricted");
    }

    @Test
    void whatIsShownIsExportedInItsOrder() {
        server.userWhoMustChange("cell@izvoz.si");
        User formula = samples.user("=cmd@izvoz.si", "=HYPERLINK(1)");
        Matcher address = EXPORT.matcher(
                vera.get(LIST + "?search=izvoz.si&sort=name&order=descending").body());
        assertThat(address.find()).isTrue();
        HttpResponse<String> table = vera.get(address.group(1).replace("&amp;", "&"));
        assertThat(table.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(table.headers().firstValue("Content-Disposition").orElse("")).contains("users.csv");
        assertThat(table.body().lines().toList())
                .hasSize(3)
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("\ufeffuserPrincipalName,displayName"),
                        first -> assertThat(first).startsWith("cell@izvoz.si,cell@izvoz.si"),
                        second -> assertThat(second).startsWith("'" + formula.name() + ",'=HYPERLINK(1)"));
        assertThat(vera.get(LIST + "/export?status=restricted&search=example.si")
                        .body()
                        .lines())
                .hasSize(3);
    }

    @Test
    void aDomainAdministratorLearnsNothingOfRestrictionsAndExportsTheDomainOnly() {
        server.user("skrbnik@domena.si", Role.DOMAIN_ADMINISTRATOR);
        server.user("own@domena.si");
        samples.hijacked("own@domena.si");
        try (Visit domain = Visit.to(server)) {
            domain.signIn("skrbnik@domena.si", RunningServer.PASSWORD.reveal());
            String page = domain.get(LIST + "?status=restricted").body();
            assertThat(page)
                    .contains("own@domena.si", "skrbnik@domena.si")
                    .doesNotContain("badge-restricted", "a@example.si");
            assertThat(domain.get(LIST).body()).doesNotContain("status=restricted", "status=lockedOut");
            assertThat(domain.get(LIST + "/export").body().lines()).hasSize(3);
        }
    }

    @Test
    void theReaderSeesTheActionsThatTheRoleHas() {
        assertThat(vera.get(LIST).body())
                .contains("/users/reset-password", "/users/sign-in", "/users/sign-out", "/users/release");
        try (Visit helpdesk = Visit.signedIn(server, "pomoc")) {
            User helped = samples.user("helped@help.si", "Helped One");
            User boss = samples.user("boss@help.si", "Boss", Role.GLOBAL_ADMINISTRATOR);
            String page = helpdesk.get(LIST + "?search=help.si").body();
            assertThat(page)
                    .contains("/users/reset-password", "/users/sign-out", "/users/" + helped.id() + "/password")
                    .doesNotContain("/users/release", "\"/users/sign-in\"", boss.id() + "/password");
        }
    }

    private List<String> rows(String address) {
        return rows(vera.get(address));
    }

    private static List<String> rows(HttpResponse<String> page) {
        assertThat(page.statusCode()).isEqualTo(200);
        return ROW.matcher(page.body()).results().map(row -> row.group(1)).toList();
    }
}
