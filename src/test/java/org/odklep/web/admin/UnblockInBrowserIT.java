package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.account.Role;
import org.odklep.lock.Locks;
import org.odklep.lock.SendingRestriction;
import org.odklep.signin.SignIns;
import org.odklep.testing.Chromium;
import org.odklep.user.User;
import org.odklep.web.admin.words.Language;

/** A caller waits: from the name to an account that sends again, counted in clicks, with scripts and without. */
class UnblockInBrowserIT {
    private final RunningServer server = RunningServer.start();
    private final Samples samples = new Samples(server);
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();
    private User ana;
    private SendingRestriction restriction;
    private int clicks;

    @BeforeEach
    void fill() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        ana = samples.user("ana.novak@example.si", "Ana Novak");
        restriction = samples.hijacked("ana.novak@example.si");
    }

    @AfterEach
    void stop() {
        try (server) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, true", "en-GB, false", "sl-SI, true", "sl-SI, false"})
    void threeClicksAfterTheSearchAnAccountSendsAgain(String language, boolean scripts) {
        Locale locale = Language.named(language).orElseThrow();
        ResourceBundle words = words(locale);
        Page page = signIn(language, scripts);
        page.navigate(server.url() + "/users?search=novak");

        click(page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName("Ana Novak").setExact(true)));
        assertThat(page.locator(".lead")).containsText(words.getString("account.sending.RESTRICTED"));
        click(page.locator(".lock .key a"));
        page.locator("#release-reason").fill("Poklicana; geslo zamenjano.");
        click(page.locator("#panel form button, main form button").last());

        assertThat(page.locator(".toast-like")).containsText(" ms ");
        assertThat(page).hasURL(server.url() + "/security/restricted-entities/" + restriction.id());
        assertThat(clicks).isEqualTo(3);
        assertThat(server.part(Locks.class).stopsSending(restriction.account(), server.now()))
                .isEmpty();
        page.navigate(server.url() + "/users/" + ana.id());
        assertThat(page.locator(".lead")).containsText(words.getString("account.sending.ALLOWED"));
        assertThat(page.locator(".lock")).hasCount(0);
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, true", "sl-SI, false"})
    void whatIsLeftToDoIsDoneOnTheWay(String language, boolean scripts) {
        Page page = signIn(language, scripts);
        server.advance(Duration.ofSeconds(2));
        page.navigate(server.url() + "/security/restricted-entities?search=novak");
        click(page.locator("a.unblock"));
        Locator sessions = page.locator("#precaution-sessions");
        click(sessions.locator("button"));
        assertThat(page.locator(".toast-like")).isVisible();
        assertThat(page).hasURL(server.url() + "/security/restricted-entities/" + restriction.id() + "/release");
        assertThat(sessions.locator(".badge-check")).isVisible();
        assertThat(sessions.locator("button")).hasCount(0);
        page.locator("#release-reason").fill("Poklicana.");
        click(page.locator("main form button").last());
        assertThat(page.locator(".toast-like")).containsText(" ms ");
        assertThat(complaints).isEmpty();
    }

    @Test
    void aLockoutEndsOnTheAccountPage() {
        User eva = samples.lockedOut("eva.zajc@example.si", "Eva Zajc");
        Page page = signIn("sl-SI", false);
        page.navigate(server.url() + "/accounts?name=eva.zajc@example.si");
        assertThat(page).hasURL(server.url() + "/users/" + eva.id());
        Locator lock = page.locator(".lock", new Page.LocatorOptions().setHas(page.locator("#lockout-reason")));
        lock.locator("textarea").fill("Bila je ona.");
        click(lock.locator("button"));
        assertThat(page.locator(".toast-like")).hasText("Zaklep je končan.");
        assertThat(server.part(SignIns.class).lockouts(eva.name(), server.now()))
                .isEmpty();
        assertThat(page.locator(".lock")).hasCount(1);
        assertThat(complaints).isEmpty();
    }

    private Page signIn(String language, boolean scripts) {
        Chromium.Reader reader = Chromium.Reader.at(1280).speaking(language);
        Page page = chromium.open(scripts ? reader : reader.withoutScripts(), complaints);
        page.navigate(server.url() + "/sign-in");
        page.locator("#name").fill("vera");
        page.locator("#password").fill(RunningServer.PASSWORD.reveal());
        page.locator("main form button").last().press("Enter");
        assertThat(page.locator(".account-menu").first()).isVisible();
        return page;
    }

    /** By the keyboard: without scripts Chromium may never tell that an element has come to rest. */
    private void click(Locator target) {
        target.press("Enter");
        clicks++;
    }

    private static ResourceBundle words(Locale language) {
        return ResourceBundle.getBundle(
                "messages",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
