package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.account.Role;
import org.odklep.signin.factor.Totp;
import org.odklep.testing.Chromium;

/** The second factor in a real browser: set up, shown at sign-in, and shown once more before something dangerous. */
class FactorsInBrowserIT {

    private final RunningServer server = RunningServer.start();
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();

    @AfterEach
    void stop() {
        try (server) {
            chromium.close();
        }
    }

    /** The code of the key that a page shows. */
    static String code(Page page, RunningServer server) {
        String key = page.locator("#key").textContent().replace("-", "");
        return Totp.code(new Base32().decode(key), Totp.step(server.now()));
    }

    @ParameterizedTest
    @CsvSource({"en, true", "sl, true", "sl, false"})
    void aFactorIsSetUpAndAskedForAtSignInWithTheKeyboardAlone(String language, boolean scripts) {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        Chromium.Reader reader = Chromium.Reader.at(390).speaking(language);
        Page page = chromium.open(scripts ? reader : reader.withoutScripts(), complaints);
        signIn(page);
        page.waitForURL(server.url() + "/");
        page.navigate(server.url() + "/account");
        page.locator("a[href='/account/second-factor']").press("Enter");
        page.locator("main form button").first().press("Enter");
        byte[] key = new Base32().decode(page.locator("#key").textContent().replace("-", ""));
        assertThat(page.locator("svg.qr path")).hasCount(1);
        page.locator("#code").fill(code(page, server));
        page.locator("#code").press("Enter");
        assertThat(page.locator("#codes li")).hasCount(10);
        page.locator("main a.btn").press("Enter");
        page.waitForURL(server.url() + "/account");
        page.context().clearCookies();
        server.advance(Duration.ofMinutes(1));
        signIn(page);
        page.waitForURL(server.url() + "/sign-in/code");
        assertThat(page.locator("#code")).isFocused();
        page.locator("#code").fill(Totp.code(key, Totp.step(server.now())));
        page.locator("#code").press("Enter");
        page.waitForURL(server.url() + "/");
        assertThat(complaints).isEmpty();
    }

    @Test
    void aPanelAsksForThePasswordOnceMoreAndGoesOn() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        Page page = chromium.open(Chromium.Reader.at(1280).speaking("en"), complaints);
        signIn(page);
        page.waitForURL(server.url() + "/");
        server.advance(Duration.ofMinutes(10));
        page.navigate(server.url() + "/settings/administrators");
        page.locator(".title a").press("Enter");
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> asked.add(request.url()));
        page.locator("#panel form [data-close]").press("Enter");
        assertThat(page.locator("#panel")).isHidden();
        assertThat(asked).doesNotContain(server.url() + "/settings/administrators");
        page.locator(".title a").press("Enter");
        page.locator("#panel #proof").fill(RunningServer.PASSWORD.reveal());
        page.locator("#panel #proof").press("Enter");
        page.waitForURL(server.url() + "/settings/administrators/new");
        assertThat(page.locator("#administrator-name")).isVisible();

        page.navigate(server.url() + "/settings/administrators");
        page.locator(".title a").press("Enter");
        page.locator("#panel #administrator-name").fill("nina");
        server.advance(Duration.ofMinutes(10));
        page.locator("#panel form button").press("Enter");
        page.locator("#panel #proof").fill(RunningServer.PASSWORD.reveal());
        page.locator("#panel #proof").press("Enter");
        assertThat(page.locator("#panel #secret")).isVisible();
        assertThat(page.locator("#panel h1")).containsText("nina");
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.locator("#panel [data-copy-lines]").press("Enter");
        assertThat(page.locator("#panel [data-copy-lines] + [role=status]")).hasText("Copied.");
        assertThat(page.locator("#panel #secret")).hasText((String) page.evaluate("navigator.clipboard.readText()"));
        assertThat(complaints)
                .as("the browser tells of the form that was asked about")
                .hasSize(1)
                .allMatch(each -> each.contains("status of 422"));
    }

    private void signIn(Page page) {
        page.navigate(server.url() + "/sign-in");
        page.locator("#name").fill("vera");
        page.locator("#password").fill(RunningServer.PASSWORD.reveal());
        page.locator("main form button").press("Enter");
    }
}
