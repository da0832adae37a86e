package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odklep.account.AdministratorStore;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.organisation.OrganisationDecision;
import org.springframework.web.util.HtmlUtils;

class SetUpPagesTest {
    private final RunningServer server = RunningServer.start();
    private final Visit visit = Visit.to(server);

    @AfterEach
    void stop() {
        try (server) {
            visit.close();
        }
    }

    @Test
    void theServerPrintsWhereItIsAndTheCode() {
        assertThat(server.output())
                .contains("Admin page: " + server.url() + "/")
                .containsPattern("Postfix gate: inet:127\\.0\\.0\\.1:\\d+")
                .contains("name\nyour organisation and its mail domains")
                .containsPattern("One-time set-up code: ([0-9A-Z]{4}-){6}[0-9A-Z]{2}\n");
    }

    @Test
    void theCodeMakesTheFirstAdministratorWhoSignsIn() {
        assertThat(Visit.location(visit.get("/"))).isEqualTo("/sign-in");
        assertThat(Visit.location(visit.get("/sign-in"))).isEqualTo("/set-up");
        assertThat(visit.get("/set-up").body()).contains("One-time set-up code");

        assertThat(Visit.location(setUp(server.setUpCode(), Map.of())))
                .isEqualTo("/sign-in?created&next=%2Fsettings%2Fgates%2Fconnect");
        assertThat(visit.get("/sign-in?created&next=%2Fsettings%2Fgates%2Fconnect")
                        .body())
                .contains("The administrator was created.", "value=\"/settings/gates/connect\"");
        assertThat(server.part(AdministratorStore.class).find(AccountName.of("ana")))
                .get()
                .satisfies(ana -> {
                    assertThat(ana.role()).isEqualTo(Role.GLOBAL_ADMINISTRATOR);
                    assertThat(ana.passwordHash()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
                });
        assertThat(Visit.location(visit.signIn("ana", RunningServer.PASSWORD.reveal())))
                .isEqualTo("/");

        assertThat(Visit.location(Visit.to(server).get("/set-up"))).isEqualTo("/sign-in");
    }

    @Test
    void thePasswordKeepsTheRulesThatUsersKeep() {
        String code = server.setUpCode();
        for (String weak : List.of("password1234", "Lipovec Lipovec")) {
            HttpResponse<String> answer = setUp(code, Map.of("password", weak, "repeated", weak));
            assertThat(answer.statusCode()).as(weak).isEqualTo(422);
            assertThat(answer.body()).contains("The new password");
        }
        assertThat(setUp(code, Map.of()).statusCode()).isEqualTo(302);
    }

    @Test
    void whatTheConfigurationNamesIsShownAndNotAsked() {
        assertThat(visit.get("/set-up").body())
                .contains("Set in odklep.yaml as odklep.domains", "<bdi>Europe/Ljubljana</bdi>")
                .contains("name=\"organisation.name\"")
                .doesNotContain("name=\"organisation.domains\"", "name=\"organisation.timeZone\"");
        setUp(server.setUpCode(), Map.of(OrganisationDecision.DOMAINS, "evil.example"));
        assertThat(server.part(OrganisationDecision.class).current().domains())
                .containsExactly(MailDomain.of("example.si"));
        assertThat(server.part(OrganisationDecision.class).current().name()).isEqualTo("Občina Lipovec");
    }

    @Test
    void aHostileNameOfTheOrganisationIsOnlyText() {
        String name = "<script>alert(1)</script>\"'>${7777*7777}[[${7777*7777}]]";
        setUp(server.setUpCode(), Map.of(OrganisationDecision.NAME, name));
        String page = visit.get("/sign-in").body();
        assertThat(page).doesNotContain("<script>alert", "60481729").contains("&lt;script&gt;alert(1)");
        assertThat(HtmlUtils.htmlUnescape(page)).contains(name);
    }

    @Test
    void aUsedCodeMakesNobody() {
        setUp(server.setUpCode(), Map.of());
        String token = Visit.token(visit.get("/sign-in")).orElseThrow();
        HttpResponse<String> again = visit.postWithToken("/set-up", form(server.setUpCode(), "mallory"), token);

        assertThat(Visit.location(again)).isEqualTo("/sign-in");
        assertThat(server.part(AdministratorStore.class).all()).hasSize(1);
    }

    @Test
    void whatIsWrongIsSaidAndTheNameIsKept() {
        HttpResponse<String> wrongCode = setUp("WRONG", Map.of());
        assertThat(wrongCode.statusCode()).isEqualTo(422);
        assertThat(wrongCode.body())
                .containsOnlyOnce("aria-invalid")
                .contains("aria-invalid=\"true\" aria-describedby=\"code-problem code-help\"")
                .contains("id=\"code-problem\">This is not the set-up code.")
                .contains("value=\"ana\"")
                .doesNotContain(RunningServer.PASSWORD.reveal());
        assertThat(setUp(server.setUpCode(), Map.of("repeated", "another", OrganisationDecision.NAME, " "))
                        .body())
                .contains("id=\"repeated-problem\">The two passwords are not the same.")
                .contains("Correct the fields that are marked below")
                .doesNotContain("name-problem\">A name", "password-problem")
                .contains("Write what your organisation is called.");
        assertThat(setUp(server.setUpCode(), Map.of("password", "short", "repeated", "short", "name", "time"))
                        .body())
                .contains("id=\"password-problem\">The password is too short: it needs at least 12 characters.")
                .contains("id=\"name-problem\">A name has from 1 to 64 letters");
        String tooLong = "x".repeat(257);
        assertThat(setUp(server.setUpCode(), Map.of("password", tooLong, "repeated", tooLong))
                        .body())
                .contains("at most 256 characters");
        assertThat(server.part(AdministratorStore.class).isEmpty()).isTrue();
    }

    @Test
    void afterTwentyWrongCodesTheRightOneIsRefused() {
        for (int i = 0; i < 20; i++) {
            setUp("WRONG", Map.of());
        }
        assertThat(setUp(server.setUpCode(), Map.of()).body()).contains("Restart the server: it prints a new code.");
        assertThat(server.part(AdministratorStore.class).isEmpty()).isTrue();
    }

    @Test
    void theFormSpeaksSlovene() {
        visit.preferring("sl-SI,en;q=0.5");
        assertThat(visit.get("/set-up").body()).contains("<html lang=\"sl\">", "Enkratna nastavitvena koda");
        assertThat(setUp("NAROBE", Map.of()).body()).contains("To ni nastavitvena koda.");
    }

    private HttpResponse<String> setUp(String code, Map<String, String> changes) {
        Map<String, String> fields = form(code, "ana");
        fields.putAll(changes);
        return visit.post("/set-up", fields, "/set-up");
    }

    private static Map<String, String> form(String code, String name) {
        String password = RunningServer.PASSWORD.reveal();
        return new HashMap<>(Map.of(
                "code",
                code,
                "name",
                name,
                "password",
                password,
                "repeated",
                password,
                OrganisationDecision.NAME,
                "Občina Lipovec"));
    }
}
