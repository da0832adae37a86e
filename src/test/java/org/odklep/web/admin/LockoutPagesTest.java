package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Role;
import org.odklep.audit.AuditLog;
import org.odklep.kernel.AccountName;
import org.odklep.signin.SignIns;
import org.odklep.user.User;

/** The list of lockouts: who is on it, from page to page, and the end of one or several. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockoutPagesTest {
    private static final String LIST = "/security/lockouts";
    private static final String END = LIST + "/end";
    private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");

    private final RunningServer server = RunningServer.start();
    private final Samples samples = new Samples(server);

    @BeforeAll
    void administrators() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        server.administrator("revizor", Role.AUDITOR);
        server.administrator("domenski", Role.DOMAIN_ADMINISTRATOR);
    }

    /** Every test begins with nobody locked out. */
    @BeforeEach
    void later() {
        server.advance(Duration.ofHours(6));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void whoIsLockedOutStandsThereWithPlaceTimesFailuresAndNetworks() {
        User ana = samples.user("ana@list.si", "Ana");
        samples.wrongPasswords(ana.name(), "203.0.113.9");
        try (Visit vera = Visit.signedIn(server, "vera")) {
            assertThat(vera.get(LIST).body())
                    .contains(
                            "ana@list.si",
                            "unfamiliar place",
                            "<td class=\"number\" data-label=\"Wrong passwords\">10<")
                    .contains("<code>203.0.113.0/24</code>", "1 lockout now")
                    .contains("href=\"" + END + "?selected=ana%40list.si\"")
                    .contains("href=\"/accounts?name=ana%40list.si\"");
            assertThat(vera.get("/").body()).contains("href=\"" + LIST + "\">See all lockouts<");
            assertThat(vera.get(LIST + "?search=ANA%40list").body()).contains("ana@list.si");
            assertThat(vera.get(LIST + "?search=bor").body())
                    .doesNotContain("ana@list.si")
                    .contains("Nothing found for “bor”");
            assertThat(vera.get(LIST + "?place=familiar").body()).contains("Nobody is locked out");
            assertThat(vera.preferring("sl").get(LIST).body()).contains("Zdaj velja 1 zaklep;", "neznano mesto");
            assertThat(vera.get(LIST + "?after=nowhere").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void pagesHoldWithThousands() {
        int most = 3_000;
        for (int i = 0; i < most; i++) {
            server.lock(AccountName.of("u" + i + "@many.si"), i % 2 == 0);
        }
        try (Visit vera = Visit.signedIn(server, "vera")) {
            int rows = 0;
            int pages = 0;
            for (String page = LIST; page != null; pages++) {
                String body = vera.get(page).body();
                rows += body.split("name=\"selected\"", -1).length - 1;
                Matcher next = NEXT.matcher(body);
                page = next.find() ? next.group(1).replace("&amp;", "&") : null;
            }
            assertThat(rows).isEqualTo(most);
            assertThat(pages).isEqualTo(most / 50);
            assertThat(vera.get(LIST + "?place=familiar").body()).contains("3,000 lockouts now");
        }
    }

    @Test
    void severalEndForOneReasonAndEachIsInTheAuditLog() {
        User ana = samples.user("ana@end.si", "Ana");
        AccountName elsewhere = AccountName.of("bor@elsewhere.si");
        List.of(ana.name(), elsewhere).forEach(name -> samples.wrongPasswords(name, "203.0.113.9"));
        String chosen = "?selected=ana%40end.si&selected=bor%40elsewhere.si";
        try (Visit vera = Visit.signedIn(server, "vera")) {
            assertThat(vera.get(END + chosen).body()).contains("ana@end.si", "bor@elsewhere.si", "Before you do:");
            assertThat(vera.get(END).statusCode()).isEqualTo(302);
            List<String> fields = List.of("selected", "ana@end.si", "selected", "bor@elsewhere.si", "reason", " ");
            assertThat(vera.post(END, fields, END + chosen).statusCode()).isEqualTo(422);
            assertThat(server.part(SignIns.class).lockouts(ana.name(), server.now()))
                    .hasSize(1);
            fields = List.of("selected", "ana@end.si", "selected", "bor@elsewhere.si", "reason", "Both called.");
            assertThat(Visit.location(vera.post(END, fields, END + chosen))).isEqualTo(LIST);
            assertThat(vera.get(LIST).body()).contains("2 accounts are no longer locked out.", "Nobody is locked out");
        }
        assertThat(server.part(AuditLog.class).all().map(entry -> entry.event()))
                .filteredOn(event -> event.action().equals("lockout.end"))
                .extracting(event -> event.target() + " " + event.reason() + " " + event.actor())
                .contains("ana@end.si Both called. vera", "bor@elsewhere.si Both called. vera");
    }

    @Test
    void whoeverLacksTheRightEndsNothing() {
        User ana = samples.user("ana@right.si", "Ana");
        samples.wrongPasswords(ana.name(), "203.0.113.9");
        try (Visit auditor = Visit.signedIn(server, "revizor")) {
            assertThat(auditor.get(LIST).body())
                    .contains("ana@right.si")
                    .doesNotContain(END + "?", "name=\"selected\"");
            assertThat(auditor.get(END + "?selected=ana%40right.si").statusCode())
                    .isEqualTo(403);
            assertThat(auditor.post(END, Map.of("selected", "ana@right.si", "reason", "Please."), LIST)
                            .statusCode())
                    .isEqualTo(403);
        }
        try (Visit domain = Visit.signedIn(server, "domenski")) {
            assertThat(domain.get(LIST).statusCode()).isEqualTo(403);
            assertThat(domain.get(LIST + "/live", "Accept", "text/event-stream").statusCode())
                    .isEqualTo(403);
            assertThat(domain.get("/live", "Accept", "text/event-stream").statusCode())
                    .isEqualTo(403);
        }
        assertThat(server.part(SignIns.class).lockouts(ana.name(), server.now()))
                .hasSize(1);
    }
}
