package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Role;
import org.odklep.testing.Chromium;
import org.odklep.testing.VirtualAuthenticator;

/** Passkeys in a real browser with an authenticator of its own. Browsers know them at {@code localhost}, not at its number. */
class PasskeysInBrowserIT {
    private static final String NEW = "/account/second-factor/passkeys/new";
    private static final String CODE = "/sign-in/code";

    private final RunningServer server = RunningServer.start();
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();
    private final String url = server.url().replace("127.0.0.1", "localhost");

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
    @ValueSource(strings = {"en", "sl"})
    void aPasskeyIsMadeSignsInProvesAndIsRemovedWithTheKeyboardAlone(String language) {
        Page page = chromium.open(Chromium.Reader.at(390).speaking(language), complaints);
        VirtualAuthenticator authenticator = VirtualAuthenticator.in(page);
        signIn(page);
        page.waitForURL(url + "/");
        add(page, "Ključ <b>");
        assertThat(page.locator("#codes li")).hasCount(10);
        assertThat(authenticator.passkeys()).isEqualTo(1);
        page.locator("main a.btn").press("Enter");
        assertThat(page.locator("#passkeys tbody td").first()).hasText("Ključ <b>");

        page.context().clearCookies();
        signIn(page);
        page.waitForURL(url + CODE);
        assertThat(page.locator("[data-passkey-off]")).isHidden();
        showPasskey(page);
        page.waitForURL(url + "/");

        server.advance(Duration.ofMinutes(10));
        page.navigate(url + "/account");
        page.locator("#passkeys .tools a").press("Enter");
        showPasskey(page);
        page.waitForURL(url + "/account/second-factor/passkeys/*/remove");
        page.locator("main .btn-danger").press("Enter");
        page.waitForURL(url + "/account");
        assertThat(page.locator("#passkeys")).hasCount(0);
        assertThat(page.locator("[role=status]")).hasCount(1);
        assertThat(complaints).isEmpty();
    }

    @Test
    void aPanelHoldsItsFieldsWhileThePasskeyIsShown() {
        Page page = chromium.open(Chromium.Reader.at(1280), complaints);
        VirtualAuthenticator.in(page);
        signIn(page);
        page.waitForURL(url + "/");
        add(page, "Laptop");
        page.navigate(url + "/settings/administrators");
        page.locator(".title a").press("Enter");
        page.locator("#panel #administrator-name").fill("nina");
        server.advance(Duration.ofMinutes(10));
        page.locator("#panel form button").press("Enter");
        showPasskey(page);
        assertThat(page.locator("#panel #secret")).isVisible();
        assertThat(page.locator("#panel h1")).containsText("nina");
        assertThat(complaints)
                .as("the browser tells of the form that was asked about")
                .hasSize(1)
                .allMatch(each -> each.contains("status of 422"));
    }

    @Test
    void aCopyOfAPasskeyIsRefusedAndALostOneLeavesTheCodes() {
        Page page = chromium.open(Chromium.Reader.at(1280), complaints);
        VirtualAuthenticator authenticator = VirtualAuthenticator.in(page);
        signIn(page);
        page.waitForURL(url + "/");
        authenticator.forget();
        add(page, "Laptop");
        String code = page.locator("#codes li").first().textContent();
        page.context().clearCookies();
        signIn(page);
        showPasskey(page);
        page.waitForURL(url + "/");
        authenticator.countFrom(0);
        page.context().clearCookies();
        signIn(page);
        showPasskey(page);
        assertThat(page.locator(".alert-danger").first()).containsText("This passkey was not accepted.");
        authenticator.forget();
        showPasskey(page);
        assertThat(page.locator("[data-passkey-failed]")).isVisible();
        page.locator("#code").fill(code);
        page.locator("#code").press("Enter");
        page.waitForURL(url + "/");
        page.navigate(url + "/audit");
        assertThat(page.locator("main")).containsText("passkey refused: there may be a copy of it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sl"})
    void withoutScriptsTheCodesRemainAndThePageSaysSo(String language) {
        Page page = chromium.open(Chromium.Reader.at(390).speaking(language), complaints);
        VirtualAuthenticator.in(page);
        signIn(page);
        page.waitForURL(url + "/");
        add(page, "Laptop");
        String code = page.locator("#codes li").first().textContent();

        Page plain = chromium.open(Chromium.Reader.at(390).speaking(language).withoutScripts(), complaints);
        signIn(plain);
        assertThat(plain.locator("button[data-passkey]")).isHidden();
        assertThat(plain.locator("[data-passkey-off]")).containsText("JavaScript");
        plain.locator("#code").fill(code);
        plain.locator("#code").press("Enter");
        plain.waitForURL(url + "/");
        plain.navigate(url + NEW);
        assertThat(plain.locator("[data-passkey-off]")).containsText("JavaScript");
        assertThat(complaints).isEmpty();
    }

    private void add(Page page, String name) {
        page.navigate(url + NEW);
        page.locator("#passkey-name").fill(name);
        page.locator("#passkey-name").press("Enter");
        page.locator("#codes").waitFor();
    }

    /** The button has the focus as soon as it is there. */
    private static void showPasskey(Page page) {
        Locator button = page.locator("button[data-passkey=get]");
        assertThat(button).isFocused();
        button.press("Enter");
    }

    private void signIn(Page page) {
        page.navigate(url + "/sign-in");
        page.locator("#name").fill("vera");
        page.locator("#password").fill(RunningServer.PASSWORD.reveal());
        page.locator("main form button").press("Enter");
    }
}
