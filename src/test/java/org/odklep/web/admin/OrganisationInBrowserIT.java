package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.AccountName;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.sending.Limit;
import org.odklep.sending.Standings;
import org.odklep.testing.Chromium;
import org.odklep.testing.PolicyClient;

/** A clean first start in a real browser: from the code over the organisation to the lines, and a change of it later. */
class OrganisationInBrowserIT {
    private final RunningServer server =
            RunningServer.start("--odklep.domains=", "--odklep.default-domain=", "--odklep.time-zone=");
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();

    @AfterEach
    void stop() {
        try (server) {
            chromium.close();
        }
    }

    @Test
    void fromACleanStartToTheLinesAndTheGateKnowsTheDomains() {
        Page page = chromium.open(Chromium.Reader.at(1280), complaints);
        page.navigate(server.url());
        assertThat(page.locator("#organisation-timeZone")).hasValue(browsersZone(page));
        answer(page, "Občina Lipovec", "lipovec.si\nšola.si", "Europe/Ljubljana");
        assertThat(page).hasURL(server.url() + "/settings/gates/connect");
        assertThat(page.locator(".brand .organisation")).hasText("Občina Lipovec");
        assertThat(page.locator("#connect-domains")).hasCount(0);
        assertThat(sentByAna("bojan@šola.si")).isEqualTo(1);

        change(page, "lipovec.si\nšola.si\nknjiznica.si");
        assertThat(page.locator(".toast-like")).hasText(words("organisation.saved", "en"));
        assertThat(sentByAna("cene@mail.knjiznica.si")).isEqualTo(2);
        assertThat(complaints).isEmpty();
    }

    @Test
    void inSloveneOnAPhoneWithoutScripts() {
        Page page = chromium.open(Chromium.Reader.at(390).speaking("sl").withoutScripts(), complaints);
        page.navigate(server.url());
        assertThat(page.locator("#organisation-timeZone"))
                .hasValue(ZoneId.systemDefault().getId());
        answer(page, "", "lipovec", "Evropa/Ljubljana");
        assertThat(page.locator("[role=alert]")).containsText(words("setUp.problem.fields", "sl"));
        assertThat(page.locator("#organisation-name-problem")).isVisible();
        assertThat(page.locator("#organisation-domains-problem")).containsText("»lipovec«");
        assertThat(page.locator("#organisation-timeZone-problem")).containsText("»Evropa/Ljubljana«");
        assertThat(page.locator("#name")).hasValue("ana");

        answer(page, "<script>alert(1)</script>", "lipovec.si", "europe/ljubljana");
        assertThat(page).hasURL(server.url() + "/settings/gates/connect");
        assertThat(page.locator(".brand .organisation")).hasText("<script>alert(1)</script>");
        change(page, "šola.si\nlipovec.si");
        assertThat(page.locator(".toast-like")).hasText(words("organisation.saved", "sl"));
        assertThat(page.locator("#organisation-domains")).hasValue("šola.si\nlipovec.si");
        assertThat(complaints).allSatisfy(each -> assertThat(each).contains("a status of 422"));
    }

    /** Fills in the page of the first start, and signs in if that was taken. */
    private void answer(Page page, String name, String domains, String zone) {
        String password = RunningServer.PASSWORD.reveal();
        page.locator("#code").fill(server.setUpCode());
        page.locator("#name").fill("ana");
        page.locator("#password").fill(password);
        page.locator("#repeated").fill(password);
        page.locator("#organisation-name").fill(name);
        page.locator("#organisation-domains").fill(domains);
        page.locator("#organisation-timeZone").fill(zone);
        page.locator("main form button").press("Enter");
        page.locator("#repeated, #next, .alert-success").first().waitFor();
        if (page.url().contains("/sign-in")) {
            page.locator("#name").fill("ana");
            page.locator("#password").fill(password);
            page.locator("main form button").press("Enter");
        }
    }

    private void change(Page page, String domains) {
        page.navigate(server.url() + "/settings/organisation");
        page.locator("#organisation-domains").fill(domains);
        Locator save = page.locator("main form button");
        save.press("Enter");
    }

    private static String browsersZone(Page page) {
        return (String) page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone");
    }

    private static String words(String key, String language) {
        return ResourceBundle.getBundle("messages", Locale.of(language)).getString(key);
    }

    /** Hands in a message of a name without a domain; how many internal recipients it has now, with the default domain. */
    private long sentByAna(String recipient) {
        String endpoint =
                server.part(GateBoard.class).gates(server.now()).getFirst().endpoint();
        try (PolicyClient postfix =
                PolicyClient.connect(Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1)))) {
            assertThat(postfix.send("ana", recipient)).isEqualTo("DUNNO");
        }
        assertThat(server.part(OrganisationDecision.class).current().defaultDomain())
                .isPresent();
        return server.part(Standings.class)
                .of(AccountName.of("ana@lipovec.si"), server.now())
                .sent()
                .getOrDefault(Limit.INTERNAL_PER_HOUR, 0L);
    }
}
