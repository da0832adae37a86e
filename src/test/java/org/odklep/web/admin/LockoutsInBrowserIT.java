package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.signin.SignIns;
import org.odklep.testing.Chromium;

/** The list of lockouts in a real browser; and that lists which follow what happens do not keep anybody signed in. */
class LockoutsInBrowserIT {
    private static final AccountName ANA = AccountName.of("ana@example.si");
    private static final AccountName BOR = AccountName.of("bor@example.si");

    private final RunningServer server = RunningServer.start();
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();
    private Page page = chromium.open(Chromium.Reader.at(1280), complaints);

    @BeforeEach
    void fill() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
    }

    @AfterEach
    void stop() {
        try (server) {
            chromium.close();
        }
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, true", "en-GB, false", "sl-SI, true", "sl-SI, false"})
    void oneEndsByItsKeyAndTheOthersTogether(String language, boolean scripts) {
        server.lock(ANA, false);
        server.lock(BOR, false);
        server.lock(BOR, true);
        signIn(language, scripts);
        page.locator(".places a[href='/security/lockouts']").press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(3);
        page.locator("tbody td.tools a").first().press("Enter");
        page.locator("#lockout-reason").fill("Ana, by telephone.");
        page.locator("form[action$='/end'] button.btn-primary").press("Enter");
        assertThat(page.locator(".toast-like")).isVisible();
        assertThat(page.locator("tbody tr")).hasCount(2);
        page.locator("input.pick").first().press("Space");
        page.locator("input.pick").last().press("Space");
        page.locator(".selected-tools button").press("Enter");
        page.locator("#lockout-reason").fill("Bor, by telephone.");
        page.locator("form[action$='/end'] button.btn-primary").press("Enter");
        assertThat(page.locator("section.empty")).isVisible();
        assertThat(server.part(SignIns.class).tally(server.now()).lockouts()).isZero();
    }

    @Test
    void anOpenListFollowsAndKeepsFocusAndChoice() {
        server.lock(ANA, false);
        signIn("en-GB", true);
        page.navigate(server.url() + "/security/lockouts");
        page.locator("input.pick").press("Space");
        page.locator("tbody a.account").focus();
        server.lock(BOR, false);
        assertThat(page.locator("tbody tr")).hasCount(2);
        assertThat(page.locator("[id='pick-unfamiliar-ana@example.si']")).isChecked();
        assertThat(page.locator("tbody a.account").first()).isFocused();
        page.locator("#search").pressSequentially("bor");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page).hasURL(Pattern.compile(".*search=bor.*"));
    }

    @Test
    void theHomePageFollowsLockouts() {
        signIn("sl-SI", true);
        page.navigate(server.url() + "/");
        server.lock(ANA, false);
        assertThat(page.locator("[data-card=locked] li")).hasCount(1);
        page.locator("[data-card=locked] .more a").press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);
    }

    @Test
    void anOpenListDoesNotKeepAnybodySignedIn() {
        signIn("en-GB", true);
        page.navigate(server.url() + "/security/lockouts");
        for (int minutes = 0; minutes < 30; minutes += 10) {
            server.advance(Duration.ofMinutes(9));
            AccountName next = AccountName.of("u" + minutes + "@example.si");
            Response refreshed = page.waitForResponse(
                    response -> response.request().headers().containsKey("odklep-refresh"),
                    () -> server.lock(next, false));
            assertThat(refreshed.status()).isEqualTo(200);
        }
        server.advance(Duration.ofMinutes(4));
        page.navigate(server.url() + "/users");
        assertThat(page).hasURL(Pattern.compile(".*/sign-in.*"));
    }

    private void signIn(String language, boolean scripts) {
        Chromium.Reader reader = Chromium.Reader.at(1280).speaking(language);
        page = chromium.open(scripts ? reader : reader.withoutScripts(), complaints);
        page.navigate(server.url() + "/sign-in");
        page.locator("#name").fill("vera");
        page.locator("#password").fill(RunningServer.PASSWORD.reveal());
        page.locator("main form button").press("Enter");
        page.waitForURL(server.url() + "/");
    }
}
