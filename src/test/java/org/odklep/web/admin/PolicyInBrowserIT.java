package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.account.Role;
import org.odklep.sending.Limit;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.OutboundPolicy;
import org.odklep.testing.Chromium;

/** A policy is made, mended, changed and deleted with the keyboard alone, with and without scripts, in both languages. */
class PolicyInBrowserIT {
    private final RunningServer server = RunningServer.start();
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();

    @BeforeEach
    void fill() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
    }

    @AfterEach
    void stop() {
        try (server) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, sl, Pravilnik »Glasila« velja od zdaj naprej., je spremenjen, je izbrisan",
        "false, en, The policy “Glasila” holds from now on., is changed, is deleted"
    })
    void aPolicyIsMadeChangedAndDeleted(boolean scripts, String language, String made, String changed, String deleted) {
        Page page = signIn(scripts, language);
        page.navigate(server.url() + "/policies/outbound");
        page.locator(".title a[href$='/new']").first().press("Enter");
        page.locator("#displayName").fill("Glasila");
        page.locator("#limits-recipientsPerDay").fill("veliko");
        page.locator("#conditions-accounts").fill("ana");
        page.locator("#mode-shadow").press("Space");
        page.locator("main form button").press("Enter");
        assertThat(page.locator("#limits-recipientsPerDay-problem")).isVisible();
        assertThat(page.locator("#displayName")).hasValue("Glasila");
        assertThat(page.locator("#mode-shadow")).isChecked();
        page.locator("#limits-recipientsPerDay").fill("0");
        page.locator("#limits-recipientsPerDay").press("Enter");
        assertThat(page.locator(".toast-like")).containsText(made);
        assertThat(policy().shadow()).isTrue();
        assertThat(policy().limits().of(Limit.ALL_PER_DAY)).isZero();

        page.locator("tr a[href$='/edit']").first().press("Enter");
        page.locator("#mode-enforce").press("Space");
        page.locator("main form button").press("Enter");
        assertThat(page.locator(".toast-like")).containsText(changed);
        assertThat(policy().shadow()).isFalse();

        page.locator("tr a[href$='/delete']").first().press("Enter");
        page.locator("form[action*='/delete'] button").press("Enter");
        assertThat(page.locator(".toast-like")).containsText(deleted);
        assertThat(policy().isDefault()).isTrue();
        // The browser tells of the form that was refused, too.
        assertThat(complaints).allMatch(complaint -> complaint.contains("status of 422"));
    }

    private OutboundPolicy policy() {
        return server.part(OutboundPolicies.class).all().getFirst();
    }

    private Page signIn(boolean scripts, String language) {
        Chromium.Reader reader = Chromium.Reader.at(1280).speaking(language);
        Page page = chromium.open(scripts ? reader : reader.withoutScripts(), complaints);
        page.navigate(server.url() + "/sign-in");
        page.locator("#name").fill("vera");
        page.locator("#password").fill(RunningServer.PASSWORD.reveal());
        page.locator("main form button").press("Enter");
        page.waitForURL(server.url() + "/");
        return page;
    }
}
