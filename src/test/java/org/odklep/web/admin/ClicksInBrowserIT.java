package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.account.Passwords;
import org.odklep.account.Role;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.lock.Locks;
import org.odklep.signin.SignIns;
import org.odklep.testing.Chromium;
import org.odklep.user.User;
import org.odklep.user.Users;

/**
 * What callers ask a help desk for, from the search of the home page to the result, on a desk and on a phone: never more than
 * three clicks or presses of Enter, and whatever has to be typed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClicksInBrowserIT {
    private static final int MOST = 3;

    private final RunningServer server = RunningServer.start();
    private final Samples samples = new Samples(server);
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();
    private User ana;
    private Page page = chromium.open(Chromium.Reader.at(1280), complaints);
    private int callers;
    private int clicks;

    @BeforeAll
    void start() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
    }

    /** Somebody new, and somebody whose name is much the same. */
    @BeforeEach
    void call() {
        clicks = 0;
        callers++;
        ana = samples.user("ana" + callers + ".novak@example.si", "Ana Novak " + callers);
        samples.user("anton.ana" + callers + ".novak@example.si", "Anton Novak " + callers);
    }

    @AfterEach
    void look() {
        page.context().close();
        assertThat(complaints).isEmpty();
    }

    @AfterAll
    void stop() {
        try (server) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, true, 1280", "en-GB, false, 390", "sl-SI, true, 390", "sl-SI, false, 1280"})
    void aSenderIsUnblocked(String language, boolean scripts, int width) {
        samples.hijacked(ana.name().value());
        find(language, scripts, width);
        click("#step");
        page.locator("#release-reason").fill("Ana, by telephone.");
        click("main form[action$='/release'] button");
        assertThat(page.locator(".toast-like")).isVisible();
        assertThat(server.part(Locks.class).holding(server.now())).isEmpty();
        assertThat(clicks).isLessThanOrEqualTo(MOST);
    }

    @ParameterizedTest
    @CsvSource({"en-GB, true, 1280", "en-GB, false, 390", "sl-SI, true, 390", "sl-SI, false, 1280"})
    void aPasswordIsReset(String language, boolean scripts, int width) {
        find(language, scripts, width);
        click("#step");
        click("main form[action$='/password'] .btn-primary");
        String made = page.locator("#made").textContent();
        assertThat(server.part(Passwords.class)
                        .verify(Secret.of(made), server.stored(ana).password().hash(), Passwords.Caller.WITHIN))
                .contains(true);
        assertThat(clicks).isLessThanOrEqualTo(MOST);
    }

    @ParameterizedTest
    @CsvSource({"en-GB, true, 1280", "en-GB, false, 390", "sl-SI, true, 390", "sl-SI, false, 1280"})
    void aSignInIsBlocked(String language, boolean scripts, int width) {
        find(language, scripts, width);
        click("#other-signIn");
        assertThat(page.locator("main input[name=enabled]").last()).hasValue("false");
        page.locator("#sign-in-reason").fill("The laptop is gone.");
        click("main form[action$='/sign-in'] .btn-primary");
        assertThat(page.locator(".toast-like")).isVisible();
        assertThat(server.stored(ana).isEnabled()).isFalse();
        assertThat(clicks).isLessThanOrEqualTo(MOST);
    }

    @ParameterizedTest
    @CsvSource({"en-GB, true, 1280", "en-GB, false, 390", "sl-SI, true, 390", "sl-SI, false, 1280"})
    void aBlockedSignInIsAllowed(String language, boolean scripts, int width) {
        server.part(Users.class)
                .blockSignIn(ana.id(), Reason.of("The laptop is gone."), Samples.OPERATOR, server.now());
        find(language, scripts, width);
        click("#step");
        assertThat(page.locator("main input[name=enabled]").last()).hasValue("true");
        page.locator("#sign-in-reason").fill("It was found.");
        click("main form[action$='/sign-in'] .btn-primary");
        assertThat(page.locator(".toast-like")).isVisible();
        assertThat(server.stored(ana).isEnabled()).isTrue();
        assertThat(clicks).isLessThanOrEqualTo(MOST);
    }

    @ParameterizedTest
    @CsvSource({"en-GB, true, 1280", "en-GB, false, 390", "sl-SI, true, 390", "sl-SI, false, 1280"})
    void aLockoutEnds(String language, boolean scripts, int width) {
        samples.wrongPasswords(ana.name(), "203.0.113.9");
        find(language, scripts, width);
        click("#other-account");
        page.locator("#lockout-reason").fill("Ana, by telephone.");
        click("form[action$='/lockout'] button");
        assertThat(page.locator(".toast-like")).isVisible();
        assertThat(server.part(SignIns.class).lockouts(ana.name(), server.now()))
                .isEmpty();
        assertThat(clicks).isLessThanOrEqualTo(MOST);
    }

    /** Who was searched for on the home page: with scripts one of those who are shown below the field, else the only one found. */
    private void find(String language, boolean scripts, int width) {
        Chromium.Reader reader = Chromium.Reader.at(width).speaking(language);
        page = chromium.open(scripts ? reader : reader.withoutScripts(), complaints);
        page.navigate(server.url() + "/sign-in");
        page.locator("#name").fill("vera");
        page.locator("#password").fill(RunningServer.PASSWORD.reveal());
        page.locator("main form button").press("Enter");
        page.waitForURL(server.url() + "/");
        if (scripts) {
            page.locator("#account").pressSequentially("ana" + callers + ".");
            assertThat(page.locator(".choices a")).hasCount(2);
            click(page.locator(".choices a").first());
        } else {
            page.locator("#account").fill(ana.name().value());
            click(page.locator(".guide-search button"));
        }
        assertThat(page.locator(".diagnosis")).isVisible();
    }

    private void click(String selector) {
        click(page.locator(selector));
    }

    /** By the keyboard: without scripts Chromium may never tell that an element has come to rest. */
    private void click(Locator target) {
        target.press("Enter");
        clicks++;
    }
}
