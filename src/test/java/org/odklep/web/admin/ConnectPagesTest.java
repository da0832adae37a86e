package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Role;
import org.odklep.testing.Documentation;
import org.springframework.web.util.HtmlUtils;

/** The lines for the mail server: those of the documentation, for the gates of this server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectPagesTest {
    private RunningServer server;
    private Visit vera;
    private Visit alenka;

    @BeforeAll
    void start() {
        server = RunningServer.start();
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        server.administrator("alenka", Role.AUDITOR);
        vera = Visit.signedIn(server, "vera");
        alenka = Visit.signedIn(server, "alenka");
    }

    @AfterAll
    void stop() {
        vera.close();
        alenka.close();
        server.close();
    }

    @Test
    void theLinesForPostfixAreThoseOfTheDocumentation() {
        String page = text(vera);
        String endpoint =
                server.part(GateBoard.class).gates(server.now()).getFirst().endpoint();
        Documentation documentation = Documentation.of("docs/postfix.md");

        assertThat(page).contains(documentation.block("# main.cf").strip().replace("inet:127.0.0.1:10040", endpoint));
        assertThat(page)
                .contains(documentation
                        .block(
                                "# master.cf: below the services where your users hand in mail (submission, submissions)")
                        .stripTrailing());
    }

    @Test
    void theLinesForDovecotAreThoseOfTheDocumentation() {
        List<String> documented = Documentation.of("docs/dovecot.md").blocks().getFirst();
        List<String> shown = text(alenka)
                .lines()
                .map(line ->
                        line.replaceFirst(".*<code id=\"lines-dovecot\">", "").replace("</code></pre>", ""))
                .filter(line -> line.startsWith("auth_policy_"))
                .map(line -> line.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:10041"))
                .toList();

        assertThat(shown).isEqualTo(documented);
    }

    @Test
    void onlyAGlobalAdministratorSeesTheKey() {
        assertThat(text(vera))
                .containsPattern("X-API-Key: [A-Za-z0-9_-]{32}\n")
                .containsPattern("auth_policy_hash_nonce = [0-9a-f]{24}<");
        assertThat(text(alenka))
                .contains(
                        "X-API-Key: KEY\n", "auth_policy_hash_nonce = TEXT", "A global administrator sees both here.");
    }

    @Test
    void thePageSpeaksSloveneAndIsFoundAmongTheGates() {
        Visit slovene = Visit.signedIn(server, "vera").preferring("sl");
        assertThat(slovene.get("/settings/gates").body())
                .contains("href=\"/settings/gates/connect\"", "Povežite poštni strežnik");
        assertThat(text(slovene)).contains("Čaka na prvo zahtevo", "Nato poženite »postfix reload«");
        slovene.close();
    }

    @Test
    void whoNamedNoDomainIsToldTo() {
        assertThat(text(vera)).doesNotContain("Name your domains");
        try (RunningServer fresh = RunningServer.start("--odklep.domains=")) {
            fresh.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
            Visit visit = Visit.signedIn(fresh, "vera");
            assertThat(text(visit)).contains("Name your domains", "href=\"/settings/organisation\"");
            visit.close();
        }
    }

    private static String text(Visit visit) {
        return HtmlUtils.htmlUnescape(visit.get("/settings/gates/connect").body());
    }
}
