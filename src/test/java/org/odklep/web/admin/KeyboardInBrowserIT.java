package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Passwords;
import org.odklep.account.Role;
import org.odklep.kernel.Secret;
import org.odklep.lock.Locks;
import org.odklep.testing.Chromium;
import org.odklep.user.User;

/**
 * From sign-in to the result with the keys alone: nothing here touches the mouse, and nothing puts the focus anywhere. At each
 * stop the focus has to be seen.
 */
class KeyboardInBrowserIT {
    private static final int MOST_STOPS = 150;
    private static final String FOCUS = """
            (() => {
              const at = document.activeElement;
              if (!at || at === document.body) return 'nowhere';
              const style = getComputedStyle(at);
              const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
              const box = at.getBoundingClientRect();
              const inView = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
              return (ring || style.boxShadow !== 'none') && inView ? 'seen' : 'not seen: ' + at.outerHTML.slice(0, 200);
            })()
            """;

    private final RunningServer server = RunningServer.start();
    private final Samples samples = new Samples(server);
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();
    private User ana;
    private Page page = chromium.open(Chromium.Reader.at(1280), complaints);

    @BeforeEach
    void fill() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        ana = samples.user("ana.novak@example.si", "Ana Novak");
        samples.user("bor.kos@example.si", "Bor Kos");
    }

    @AfterEach
    void stop() {
        try (server) {
            chromium.close();
        }
        assertThat(complaints)
                .filteredOn(complaint -> !complaint.contains("the server responded with a status of 422"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-GB", "sl-SI"})
    void aSenderIsUnblocked(String language) {
        samples.hijacked("ana.novak@example.si");
        signIn(language);
        press("Tab");
        assertIsAt(".skip");
        press("Enter");
        tabTo("#account");
        type("ana");
        assertThat(page.locator(".choices a")).hasCount(1);
        press("ArrowDown");
        assertIsAt(".choices a");
        press("ArrowUp");
        assertIsAt("#account");
        press("ArrowDown");
        press("Enter");
        assertThat(page.locator("#sentence")).isVisible();
        tabTo("#step");
        press("Enter");
        assertThat(page.locator("#release-reason")).isVisible();
        tabTo("#release-reason");
        type("  ");
        tabTo("form[action$='/release'] button");
        press("Enter");
        assertThat(page.locator("#release-reason-problem")).isVisible();
        assertIsAt("#release-reason");
        type("Ana, by telephone.");
        tabTo("form[action$='/release'] button");
        press("Space");
        assertThat(page.locator(".toast-like")).isVisible();
        assertThat(server.part(Locks.class).holding(server.now())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-GB", "sl-SI"})
    void aPasswordIsResetInThePanel(String language) {
        signIn(language);
        tabTo(".places a[href='/users']");
        press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(2);
        String key = "a[href='/users/" + ana.id() + "/password']";
        tabTo(key);
        press("Enter");
        assertIsAt("#how-automatic");
        press("ArrowDown");
        assertIsAt("#how-own");
        press("Tab");
        assertIsAt("#own");
        type("kratko");
        press("Enter");
        assertThat(page.locator("#reset-problem")).isVisible();
        assertIsAt("#own[aria-invalid=true]");
        press("Escape");
        assertThat(page.locator("#panel")).isHidden();
        assertIsAt(key);
        press("Enter");
        assertIsAt("#how-automatic");
        tabTo("#panel .btn-primary");
        press("Enter");
        String made = page.locator("#made").textContent();
        assertThat(server.part(Passwords.class)
                        .verify(Secret.of(made), server.stored(ana).password().hash(), Passwords.Caller.WITHIN))
                .contains(true);
        assertIsAt("#panel h1");
        tabTo("#panel a.btn-primary");
        press("Enter");
        assertThat(page).hasURL(server.url() + "/users/" + ana.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-GB", "sl-SI"})
    void theSignInStatusIsEdited(String language) {
        signIn(language);
        tabTo("#account");
        type("bor");
        assertThat(page.locator(".choices a")).hasCount(1);
        tabTo(".choices a");
        press("Enter");
        assertThat(page.locator("#other-account")).isVisible();
        tabTo("#other-account");
        press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/users/[^/]+"));
        tabTo("a[href$='/sign-in?enabled=false']");
        press("Enter");
        assertIsAt("#sign-in-reason");
        type(" ");
        tabTo("#panel .btn-primary");
        press("Enter");
        assertThat(page.locator("#sign-in-reason-problem")).isVisible();
        assertIsAt("#sign-in-reason");
        type("The laptop is gone.");
        tabTo("#panel .btn-primary");
        press("Enter");
        assertThat(page.locator(".toast-like")).isVisible();
        assertThat(page.locator(".badge-blocked")).isVisible();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-GB", "sl-SI"})
    void menusOpenAndCloseAndNothingHoldsTheFocus(String language) {
        signIn(language);
        tabTo(".account-menu > summary");
        press("Enter");
        assertThat(page.locator(".account-menu .sheet")).isVisible();
        press("Tab");
        assertIsAt(".account-menu .sheet *");
        press("Escape");
        assertThat(page.locator(".account-menu .sheet")).isHidden();
        assertIsAt(".account-menu > summary");
        tabTo(".places a[href='/users']");
        press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(2);
        tabTo("#pick-" + ana.id());
        press("Space");
        press("Shift+Tab");
        while (!isAt(".more-actions > summary")) {
            press("Shift+Tab");
        }
        press("Enter");
        press("Tab");
        assertIsAt("button[formaction='/users/sign-in']");
        press("Escape");
        assertIsAt(".more-actions > summary");
        press("Enter");
        press("Tab");
        press("Enter");
        assertIsAt("#enabled-false");
        press("Escape");
        assertIsAt("button[formaction='/users/sign-in'], .more-actions > summary");
        assertThat(page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])"))
                .hasCount(0);
        tabTo(".pages a, a[href$='/password']");
        tabTo(".skip");
    }

    private void signIn(String language) {
        page = chromium.open(Chromium.Reader.at(1280).speaking(language), complaints);
        page.navigate(server.url() + "/sign-in");
        assertIsAt("#name");
        type("vera");
        press("Tab");
        type("not the password");
        press("Enter");
        assertThat(page.locator(".alert-danger")).isVisible();
        assertIsAt(".alert-danger");
        tabTo("#name");
        type("vera");
        press("Tab");
        type(RunningServer.PASSWORD.reveal());
        press("Enter");
        page.waitForURL(server.url() + "/");
    }

    private void type(String text) {
        page.keyboard().type(text);
    }

    private void press(String key) {
        page.keyboard().press(key);
    }

    /** Goes on with Tab until the focus is there; each stop on the way has to be seen. */
    private void tabTo(String selector) {
        for (int stops = 0; stops < MOST_STOPS; stops++) {
            press("Tab");
            assertIsSeen();
            if (isAt(selector)) {
                return;
            }
        }
        throw new AssertionError("Tab never comes to " + selector);
    }

    private void assertIsAt(String selector) {
        try {
            page.waitForCondition(() -> isAt(selector), new Page.WaitForConditionOptions().setTimeout(5_000));
        } catch (TimeoutError e) {
            throw new AssertionError(
                    "not at " + selector + " but at " + page.evaluate("document.activeElement.outerHTML"), e);
        }
        assertIsSeen();
    }

    /** The page may still be scrolling there, and the ring be growing. */
    private void assertIsSeen() {
        for (int looks = 0; looks < 20 && page.evaluate(FOCUS).toString().startsWith("not seen"); looks++) {
            page.waitForTimeout(50);
        }
        assertThat(page.evaluate(FOCUS)).isIn("seen", "nowhere");
    }

    private boolean isAt(String selector) {
        return (boolean) page.evaluate(
                "selector => !!document.activeElement && document.activeElement.matches(selector)", selector);
    }
}
