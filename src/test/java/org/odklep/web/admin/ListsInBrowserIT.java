package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Role;
import org.odklep.lock.Locks;
import org.odklep.testing.Chromium;

/** Lists in a real browser: they follow changes, keep what was chosen, and act on several rows; menus open without scripts. */
class ListsInBrowserIT {
    private static final String LIST = "/security/restricted-entities";

    private final RunningServer server = RunningServer.start();
    private final Samples samples = new Samples(server);
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();

    @BeforeEach
    void fill() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        samples.hijacked("ana.novak@example.si");
        samples.hijacked("bojan.kos@example.si");
    }

    @AfterEach
    void stop() {
        try (server) {
            chromium.close();
        }
    }

    @Test
    void anOpenListFollowsChangesAndKeepsFocusAndWhatWasChosen() {
        Page page = signIn(Chromium.Reader.at(1280));
        Locator ana = page.getByLabel("Choose ana.novak@example.si");
        ana.check();
        ana.focus();
        samples.hijacked("cene.hren@example.si");
        assertThat(page.locator("tbody tr")).hasCount(3);
        assertThat(ana).isChecked();
        assertThat(ana).isFocused();
        assertThat(page.getByLabel("Choose cene.hren@example.si")).not().isChecked();
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void severalAreReleasedForOneReason(boolean scripts) {
        Chromium.Reader reader = Chromium.Reader.at(1280);
        Page page = signIn(scripts ? reader : reader.withoutScripts());
        page.locator("input[name=selected]").all().forEach(box -> box.press("Space"));
        page.locator("[data-needs-selection]").press("Enter");
        page.locator("#release-reason").fill(" ");
        page.locator("main.panel form button, #panel form button").last().press("Enter");
        assertThat(page.locator("#release-reason-problem")).isVisible();
        page.locator("#release-reason").fill("Called both.");
        page.locator("main.panel form button, #panel form button").last().press("Enter");
        assertThat(page.locator(".toast-like")).hasText("2 accounts unblocked.");
        assertThat(page).hasURL(server.url() + LIST);
        assertThat(server.part(Locks.class).holding(server.now())).isEmpty();
    }

    @Test
    void aPanelClosesByEscapeAndFocusGoesBack() {
        Page page = signIn(Chromium.Reader.at(1280));
        page.navigate(server.url() + "/settings/api-tokens");
        Locator open = page.locator(".title a");
        open.press("Enter");
        assertThat(page.locator("#token-name")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.locator("#panel")).isHidden();
        assertThat(open).isFocused();
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPhoneHasTheMenuWithAndWithoutScripts(boolean scripts) {
        Chromium.Reader reader = Chromium.Reader.at(390);
        Page page = signIn(scripts ? reader : reader.withoutScripts());
        Locator audit = page.locator(".places a[href='/audit']");
        assertThat(audit).isHidden();
        page.locator(".menu-switch > summary").press("Enter");
        assertThat(audit).isVisible();
        audit.press("Enter");
        assertThat(page).hasURL(server.url() + "/audit");
        assertThat(audit).hasAttribute("aria-current", "page");
    }

    @Test
    void columnsAreChosenAndKept() {
        samples.user("tina@example.si", "Tina Kos");
        Page page = signIn(Chromium.Reader.at(1280).withoutScripts());
        page.navigate(server.url() + "/users");
        page.locator(".choose > summary").first().press("Enter");
        page.getByLabel("Mail").press("Space");
        page.getByLabel("Roles").press("Space");
        page.locator(".choose").first().locator("form button").press("Enter");
        page.navigate(server.url() + "/users");
        assertThat(page.locator("thead")).containsText("Mail");
        assertThat(page.locator("thead")).not().containsText("Roles");
    }

    @Test
    void theChosenThemeIsKept() {
        Page page = signIn(Chromium.Reader.at(1280));
        page.locator(".account-menu > summary").click();
        page.locator(".account-menu a[aria-label=Dark]").click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        page.navigate(server.url() + "/audit");
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(16, 21, 22)");
    }

    private Page signIn(Chromium.Reader reader) {
        Page page = chromium.open(reader.speaking("en"), complaints);
        page.navigate(server.url() + "/sign-in");
        page.locator("#name").fill("vera");
        page.locator("#password").fill(RunningServer.PASSWORD.reveal());
        page.locator("main form button").press("Enter");
        page.waitForURL(server.url() + "/");
        page.navigate(server.url() + LIST);
        return page;
    }
}
