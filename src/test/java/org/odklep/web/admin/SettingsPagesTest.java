package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.ApiTokens;
import org.odklep.account.Role;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;

/** Settings, the sign-in log and the message trace: what they say, and what is done there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsPagesTest {
    private static final String TOKENS = "/settings/api-tokens";
    private static final String ADMINISTRATORS = "/settings/administrators";
    private static final Pattern SECRET = Pattern.compile("id=\"secret\">([^<]+)<");

    private RunningServer server;
    private Samples samples;
    private Visit vera;

    @BeforeAll
    void start() {
        server = RunningServer.start();
        samples = new Samples(server);
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        vera = Visit.signedIn(server, "vera");
    }

    @AfterAll
    void stop() {
        vera.close();
        server.close();
    }

    @Test
    void aTokenIsIssuedShownOnceAndRevoked() {
        HttpResponse<String> issued = vera.post(
                TOKENS + "/new",
                Map.of("name", "cron", "role", "auditor", "days", "30", "domains", ""),
                TOKENS + "/new");
        Secret secret = secret(issued);
        assertThat(tokenWorks(secret)).isTrue();
        assertThat(vera.get(TOKENS).body()).contains("cron", "Auditor").doesNotContain(secret.reveal());

        String id = server.part(ApiTokens.class).find(secret).orElseThrow().id();
        String revoke = TOKENS + "/" + id + "/revoke";
        assertThat(vera.get(revoke).body()).contains("Revoke the token “cron”?");
        assertThat(Visit.location(vera.post(revoke, Map.of(), revoke))).isEqualTo(TOKENS);
        assertThat(vera.get(TOKENS).body()).contains("The token “cron” is worthless now.");
        assertThat(tokenWorks(secret)).isFalse();
    }

    @Test
    void whatIsWrongWithATokenIsSaidAndNothingIsIssued() {
        for (Map<String, String> wrong : List.of(
                Map.of("name", " ", "role", "auditor", "days", "30", "domains", ""),
                Map.of("name", "x", "role", "king", "days", "30", "domains", ""),
                Map.of("name", "x", "role", "auditor", "days", "9999", "domains", ""),
                Map.of("name", "x", "role", "domainAdministrator", "days", "30", "domains", ""),
                Map.of("name", "x", "role", "auditor", "days", "30", "domains", "example.si"))) {
            HttpResponse<String> answer = vera.post(TOKENS + "/new", wrong, TOKENS + "/new");
            assertThat(answer.statusCode()).as(wrong.toString()).isEqualTo(422);
            assertThat(answer.body()).contains("role=\"alert\"");
        }
        assertThat(server.part(ApiTokens.class).all())
                .noneMatch(token -> token.name().equals("x"));
    }

    @Test
    void anAdministratorIsAddedGetsANewPasswordAndIsRemoved() {
        Secret first = secret(
                vera.post(ADMINISTRATORS + "/new", Map.of("name", "miha", "role", "auditor"), ADMINISTRATORS + "/new"));
        assertThat(signsIn("miha", first)).isTrue();
        assertThat(vera.post(
                                ADMINISTRATORS + "/new",
                                Map.of("name", "miha", "role", "auditor"),
                                ADMINISTRATORS + "/new")
                        .statusCode())
                .isEqualTo(422);

        String reset = ADMINISTRATORS + "/miha/reset";
        Secret second = secret(vera.post(reset, Map.of(), reset));
        assertThat(signsIn("miha", first)).isFalse();
        assertThat(signsIn("miha", second)).isTrue();

        String remove = ADMINISTRATORS + "/miha/remove";
        vera.post(remove, Map.of(), remove);
        assertThat(vera.get(ADMINISTRATORS).body()).contains("miha is no administrator any more.");
        assertThat(signsIn("miha", second)).isFalse();
        assertThat(vera.get(remove).statusCode()).isEqualTo(404);
    }

    @Test
    void theLastGlobalAdministratorStays() {
        String remove = ADMINISTRATORS + "/vera/remove";
        vera.post(remove, Map.of(), remove);
        assertThat(vera.get(ADMINISTRATORS).body()).contains("last global administrator");
    }

    @Test
    void theMenuShowsWhatARoleMaySeeAndOtherPagesAreRefused() {
        server.administrator("revizor", Role.AUDITOR);
        try (Visit auditor = Visit.signedIn(server, "revizor")) {
            assertThat(auditor.get("/audit").body())
                    .contains("href=\"/settings/gates\"", "aria-current=\"page\"")
                    .doesNotContain("href=\"" + TOKENS + "\"", "href=\"" + ADMINISTRATORS + "\"");
            for (String page : new String[] {TOKENS, TOKENS + "/new", ADMINISTRATORS, ADMINISTRATORS + "/vera/reset"}) {
                HttpResponse<String> answer = auditor.get(page);
                assertThat(answer.statusCode()).as(page).isEqualTo(403);
                assertThat(answer.body()).contains("Global administrator");
            }
        }
    }

    @Test
    void everyPlaceOfTheMenuExists() {
        Matcher links = Pattern.compile("<li><a href=\"([^\"]+)\"")
                .matcher(vera.get("/audit").body());
        int places = 0;
        while (links.find()) {
            places++;
            assertThat(vera.get(links.group(1)).statusCode()).as(links.group(1)).isEqualTo(200);
        }
        assertThat(places).isEqualTo(16);
    }

    @Test
    void gatesSayWhereTheyListen() {
        assertThat(vera.get("/settings/gates").body())
                .contains("Postfix", "Dovecot", "LDAP", "ldap://127.0.0.1:", "Waits for the first request");
    }

    @Test
    void theSignInLogTellsTheTruthAndIsFiltered() {
        samples.lockedOut("tina@example.si", "Tina");
        server.flushSignIns();
        String all = vera.get("/security/sign-ins?account=tina@example.si").body();
        assertThat(all).contains("50126", "The password was wrong.", "203.0.113.9", "unfamiliar place");
        assertThat(vera.get("/security/sign-ins?account=tina@example.si&outcome=success")
                        .body())
                .contains("No attempts");
        assertThat(vera.get("/security/sign-ins?account=tina@example.si&day=2001-01-01")
                        .body())
                .contains("No attempts");
        assertThat(vera.get("/security/sign-ins?after=garbage").statusCode()).isEqualTo(400);
    }

    @Test
    void theMessageTraceShowsMessagesAndAChartOfThem() {
        samples.sent("tone@example.si", 12);
        assertThat(vera.get("/security/message-trace").body())
                .contains("12 messages are shown", "href=\"/accounts?name=tone@example.si\"")
                .doesNotContain("uPlot");
        assertThat(vera.get("/security/message-trace?account=Tone@example.si").body())
                .contains("12 messages are shown", "data-chart=", "mail7.example.org", "uPlot");
        assertThat(vera.get("/security/message-trace?account=nobody").body())
                .contains("No messages")
                .doesNotContain("uPlot");
        assertThat(vera.get("/security/message-trace?domain=MAIL7.example").body())
                .contains("1 message is shown", "Without the filter MAIL7.example");
        assertThat(vera.get("/security/message-trace?sender=nobody@").body()).contains("No messages");
        assertThat(vera.get("/security/message-trace?from=2001-01-01&day=2001-01-02")
                        .body())
                .contains("No messages", "from 1 Jan 2001");
        assertThat(vera.get("/security/message-trace?after=garbage").statusCode())
                .isEqualTo(400);
    }

    private boolean tokenWorks(Secret secret) {
        return server.part(ApiTokens.class)
                .authenticate(secret, ClientAddress.LOCAL, server.now())
                .isPresent();
    }

    private boolean signsIn(String name, Secret password) {
        try (Visit visit = Visit.to(server)) {
            return Visit.location(visit.signIn(name, password.reveal())).equals("/");
        }
    }

    private static Secret secret(HttpResponse<String> page) {
        Matcher shown = SECRET.matcher(page.body());
        assertThat(shown.find()).as(page.body()).isTrue();
        return Secret.of(shown.group(1));
    }
}
